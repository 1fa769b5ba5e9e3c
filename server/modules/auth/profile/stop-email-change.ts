import { platformCommand } from "#server/kernel/verb.ts";
import { closeLink } from "../links/link-store.ts";
import { deadLink, requireLink } from "../links/request-link.ts";
import { EmailRequested } from "../profile-schema.ts";
import { requireTryRate } from "../rates.ts";
import { TokenInput } from "../register-schema.ts";
import { auditedAt } from "../site.ts";

/** Whoever reads the mail of either address can stop a change that has not happened yet. */
export const stopEmailChange = platformCommand({
  verb: "account.stopEmailChange",
  access: "public",
  input: TokenInput,
  output: EmailRequested,
  async prepare({ ctx, input }) {
    await requireTryRate(ctx);
    return requireLink(ctx, "stop", "change", input.token);
  },
  async run({ ctx, prepared: { id, userId, email } }) {
    if (!userId || !(await closeLink(ctx.db, id, ctx.now()))) throw deadLink();
    return { value: { email }, audit: { entityId: userId, userId, ...auditedAt(ctx) } };
  },
});
