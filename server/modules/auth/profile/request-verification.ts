import { platformCommand } from "#server/kernel/verb.ts";
import { requestLink } from "../links/request-link.ts";
import { EmailRequested } from "../profile-schema.ts";
import { requireMailRate } from "../rates.ts";
import { Nothing } from "../second-factor-schema.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt } from "../site.ts";

/** A link to the account's own address, to prove it. Asked again, the older one dies. */
export const requestVerification = platformCommand({
  verb: "account.requestVerification",
  access: "user",
  input: Nothing,
  output: EmailRequested,
  prepare: ({ ctx }) => requireMailRate(ctx, "verify", signedIn(ctx).email),
  async run({ ctx }) {
    const { userId, email } = signedIn(ctx);
    const link = await requestLink(ctx, { purpose: "verify", email, userId });
    return {
      value: { email },
      audit: { entityId: userId, ...auditedAt(ctx) },
      events: [link.event],
    };
  },
});
