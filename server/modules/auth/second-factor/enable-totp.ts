import { AppError, fieldError } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { accountNotice } from "../account-notice.ts";
import { BackupCodes, CodeInput } from "../second-factor-schema.ts";
import { requireRecentAuth } from "../sessions/require-recent-auth.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt } from "../site.ts";
import { newBackupCodes } from "./backup-codes.ts";
import { requireCodeRate } from "./code-rate.ts";
import { confirmTotp, findTotp, replaceBackupCodes, setSecondFactorAt } from "./second-factor-store.ts";
import { totpPurpose, totpStepOf } from "./totp.ts";

/** The app's first code turns two-factor on. Answers the backup codes, this once. */
export const enableTotp = platformCommand({
  verb: "security.enableTotp",
  access: "user",
  input: CodeInput,
  output: BackupCodes,
  async prepare({ ctx, input }) {
    requireRecentAuth(ctx);
    const { userId } = signedIn(ctx);
    await requireCodeRate(ctx.ports, userId);
    const factor = await findTotp(ctx.db, userId);
    if (!factor) throw new AppError("conflict", "Start the set-up again.", { reason: "totp_not_started" });
    const secret = await ctx.ports.vault.open("platform", totpPurpose(userId), factor.sealedSecret);
    const lastStep = totpStepOf(secret, input.code.replace(/\s/g, ""), ctx.now());
    if (lastStep === null) {
      throw fieldError("code", "This is not the code of this moment. Enter the one your app shows now.");
    }
    return { sealedSecret: factor.sealedSecret, lastStep, backup: await newBackupCodes() };
  },
  async run({ ctx, prepared: { sealedSecret, lastStep, backup } }) {
    const { userId, sessionId } = signedIn(ctx);
    const confirmedAt = ctx.now();
    if (!(await confirmTotp(ctx.db, { userId, sealedSecret, lastStep, confirmedAt }))) {
      throw new AppError("conflict", "An authenticator app is set up already.", { reason: "totp_on" });
    }
    await replaceBackupCodes(ctx.db, userId, backup);
    await setSecondFactorAt(ctx.db, sessionId, confirmedAt);
    return {
      value: { codes: backup.codes },
      audit: { entityId: userId, ...auditedAt(ctx), after: { totp: true } },
      events: [accountNotice(ctx, { notice: "totp_enabled", userId })],
    };
  },
});
