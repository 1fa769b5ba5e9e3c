import { platformCommand } from "#server/kernel/verb.ts";
import { accountNotice } from "../account-notice.ts";
import { BackupCodes, CodeInput } from "../second-factor-schema.ts";
import { requireRecentAuth } from "../sessions/require-recent-auth.ts";
import { signedIn } from "../signed-in.ts";
import { auditedAt } from "../site.ts";
import { newBackupCodes } from "./backup-codes.ts";
import { requireCode } from "./require-code.ts";
import { replaceBackupCodes } from "./second-factor-store.ts";

/** Ten new codes; the old ones stop working. */
export const renewBackupCodes = platformCommand({
  verb: "security.renewBackupCodes",
  access: "user",
  input: CodeInput,
  output: BackupCodes,
  async prepare({ ctx, input }) {
    requireRecentAuth(ctx);
    await requireCode(ctx, input.code);
    return newBackupCodes();
  },
  async run({ ctx, prepared }) {
    const { userId } = signedIn(ctx);
    await replaceBackupCodes(ctx.db, userId, prepared);
    return {
      value: { codes: prepared.codes },
      audit: { entityId: userId, ...auditedAt(ctx) },
      events: [accountNotice(ctx, { notice: "backup_codes_renewed", userId })],
    };
  },
});
