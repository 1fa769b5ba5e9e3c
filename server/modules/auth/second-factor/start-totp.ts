import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { Nothing, TotpSetup } from "../second-factor-schema.ts";
import { requireRecentAuth } from "../sessions/require-recent-auth.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt } from "../site.ts";
import { putUnconfirmedTotp } from "./second-factor-store.ts";
import { newTotpSecret, totpPurpose } from "./totp.ts";

/** A secret for an authenticator app, shown this once. It protects nothing until a code has confirmed it. */
export const startTotp = platformCommand({
  verb: "security.startTotp",
  access: "user",
  input: Nothing,
  output: TotpSetup,
  async prepare({ ctx }) {
    requireRecentAuth(ctx);
    const { userId } = signedIn(ctx);
    const secret = newTotpSecret();
    return { secret, sealedSecret: await ctx.ports.vault.seal("platform", totpPurpose(userId), secret) };
  },
  async run({ ctx, prepared: { secret, sealedSecret } }) {
    const { userId, email } = signedIn(ctx);
    if (!(await putUnconfirmedTotp(ctx.db, { userId, sealedSecret, createdAt: ctx.now() }))) {
      throw new AppError("conflict", "An authenticator app is set up already.", { reason: "totp_on" });
    }
    return {
      value: { secret: secret.reveal(), account: email },
      audit: { entityId: userId, ...auditedAt(ctx) },
    };
  },
});
