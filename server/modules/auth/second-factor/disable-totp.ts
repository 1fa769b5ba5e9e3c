import { AppError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { accountNotice } from "../account-notice.ts";
import { CodeInput, Nothing } from "../second-factor-schema.ts";
import { requireRecentAuth } from "../sessions/require-recent-auth.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt } from "../site.ts";
import { requireCode } from "./require-code.ts";
import { deleteTotp } from "./second-factor-store.ts";

/** Back to the password alone; the backup codes go too. */
export const disableTotp = platformCommand({
  verb: "security.disableTotp",
  access: "user",
  input: CodeInput,
  output: Nothing,
  async prepare({ ctx, input }) {
    requireRecentAuth(ctx);
    await requireCode(ctx, input.code);
  },
  async run({ ctx }) {
    const { userId } = signedIn(ctx);
    if (!(await deleteTotp(ctx.db, userId))) {
      throw new AppError("conflict", "No authenticator app is set up.", { reason: "totp_off" });
    }
    return {
      value: {},
      audit: { entityId: userId, ...auditedAt(ctx), before: { totp: true }, after: { totp: false } },
      events: [accountNotice(ctx, { notice: "totp_disabled", userId })],
    };
  },
});
