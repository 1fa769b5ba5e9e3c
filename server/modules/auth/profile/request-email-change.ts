import { fieldError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { closeChangesOfUser } from "../links/link-store.ts";
import { requestLink } from "../links/request-link.ts";
import { EmailInput, EmailRequested } from "../profile-schema.ts";
import { requireMailRate } from "../rates.ts";
import { requireRecentAuth } from "../sessions/require-recent-auth.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt } from "../site.ts";

/**
 * Another address to sign in with, once it is confirmed there. The present address is told, and either can stop it.
 * Answers the same when somebody else has that address: they are told by mail, and no link is sent.
 */
export const requestEmailChange = platformCommand({
  verb: "account.requestEmailChange",
  access: "user",
  input: EmailInput,
  output: EmailRequested,
  async prepare({ ctx, input }) {
    requireRecentAuth(ctx);
    const { userId, email } = signedIn(ctx);
    if (input.email === email) throw fieldError("email", "This is your address already.");
    await requireMailRate(ctx, "change", userId);
    await requireMailRate(ctx, "change", input.email);
  },
  async run({ ctx, input: { email } }) {
    const { userId } = signedIn(ctx);
    await closeChangesOfUser(ctx.db, userId, ctx.now());
    const link = await requestLink(ctx, { purpose: "change", email, userId });
    return {
      value: { email },
      audit: { entityId: userId, ...auditedAt(ctx), after: { email } },
      events: [link.event],
    };
  },
});
