import { platformCommand } from "#server/kernel/verb.ts";
import { accountNotice } from "../account-notice.ts";
import { closeLink, closeLinksOfUser } from "../links/link-store.ts";
import { deadLink, requireLink } from "../links/request-link.ts";
import { EmailRequested } from "../profile-schema.ts";
import { requireTryRate } from "../rates.ts";
import { TokenInput } from "../register-schema.ts";
import { auditedAt } from "../site.ts";
import { findUserById, setUserEmail } from "../store.ts";

/** The new address is proven: from now on it signs in. The old one is told. */
export const confirmEmailChange = platformCommand({
  verb: "account.confirmEmailChange",
  access: "public",
  input: TokenInput,
  output: EmailRequested,
  async prepare({ ctx, input }) {
    await requireTryRate(ctx);
    return requireLink(ctx, "change", "change", input.token);
  },
  async run({ ctx, prepared: { id, userId, email } }) {
    const user = userId && (await findUserById(ctx.db, userId));
    if (!user || !(await closeLink(ctx.db, id, ctx.now()))) throw deadLink();
    if (!(await setUserEmail(ctx.db, user.id, email, ctx.now()))) throw deadLink();
    await closeLinksOfUser(ctx.db, user.id, ctx.now());
    return {
      value: { email },
      audit: {
        entityId: user.id,
        userId: user.id,
        ...auditedAt(ctx),
        before: { email: user.email },
        after: { email },
      },
      events: [
        accountNotice(ctx, { notice: "email_changed", userId: user.id, to: user.email, subject: email }),
      ],
    };
  },
});
