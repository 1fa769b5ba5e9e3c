import { platformCommand } from "#server/kernel/verb.ts";
import { closeLink } from "../links/link-store.ts";
import { deadLink, requireLink } from "../links/request-link.ts";
import { EmailRequested } from "../profile-schema.ts";
import { requireTryRate } from "../rates.ts";
import { TokenInput } from "../register-schema.ts";
import { auditedAt } from "../site.ts";
import { setEmailVerified } from "../store.ts";

/** The account's address belongs to the account's person: they have read a mail sent there. */
export const confirmEmail = platformCommand({
  verb: "account.confirmEmail",
  access: "public",
  input: TokenInput,
  output: EmailRequested,
  async prepare({ ctx, input }) {
    await requireTryRate(ctx);
    return requireLink(ctx, "verify", "verify", input.token);
  },
  async run({ ctx, prepared: { id, userId, email } }) {
    if (!userId || !(await closeLink(ctx.db, id, ctx.now()))) throw deadLink();
    await setEmailVerified(ctx.db, userId, ctx.now());
    return { value: { email }, audit: { entityId: userId, userId, ...auditedAt(ctx) } };
  },
});
