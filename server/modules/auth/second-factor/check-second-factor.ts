import type { PlatformCtx, Ports } from "#server/kernel/ctx.ts";
import { accountNotice } from "../account-notice.ts";
import { hashBackupCode } from "./backup-codes.ts";
import {
  countBackupCodes,
  countFactors,
  findTotp,
  spendBackupCode,
  spendStep,
  usersWithPasskey,
  usersWithTotp,
} from "./second-factor-store.ts";
import { totpPurpose, totpStepOf } from "./totp.ts";

/** What a person can show beside the password. A passkey is good on the host it was made on. */
export interface SecondFactors {
  /** An authenticator app is confirmed: from then on a password alone signs nobody in. */
  totp: boolean;
  passkeys: number;
  backupCodesLeft: number;
}

export async function secondFactorsOf(
  { systemDb: { client } }: Ports,
  userId: string,
): Promise<SecondFactors> {
  return countFactors(client, userId);
}

/** Which of these people have a second factor, and whether it is an app; who is missing has none. */
export async function secondFactorHolders(
  { systemDb: { client } }: Ports,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, { totp: boolean }>> {
  const withPasskey = await usersWithPasskey(client, userIds);
  const withTotp = await usersWithTotp(client, userIds);
  return new Map([...withPasskey, ...withTotp].map((id) => [id, { totp: withTotp.includes(id) }]));
}

/**
 * Uses the code up; that of a backup code is told by mail. A code of the app works once in its 30-second step, a backup code once at all, also when asked
 * twice at the same time.
 * @returns which kind it was; null for a wrong, old or used one.
 */
export async function checkSecondFactor(
  ctx: PlatformCtx,
  userId: string,
  code: string,
): Promise<"totp" | "backup_code" | null> {
  const digits = code.replace(/[\s-]/g, "");
  if (/^\d{6}$/.test(digits)) return (await spendTotpCode(ctx.ports, userId, digits)) ? "totp" : null;
  return (await spendCode(ctx, userId, code)) ? "backup_code" : null;
}

async function spendTotpCode(ports: Ports, userId: string, code: string): Promise<boolean> {
  const db = ports.systemDb.client;
  const factor = await findTotp(db, userId);
  if (!factor?.confirmedAt) return false;
  const secret = await ports.vault.open("platform", totpPurpose(userId), factor.sealedSecret);
  const step = totpStepOf(secret, code, ports.clock.now());
  return step !== null && spendStep(db, userId, step);
}

async function spendCode(ctx: PlatformCtx, userId: string, code: string): Promise<boolean> {
  const factor = await findTotp(ctx.ports.systemDb.client, userId);
  if (!factor?.confirmedAt) return false;
  const codeHash = await hashBackupCode(code, factor.backupSalt);
  return ctx.transaction(async (tx) => {
    const { db } = tx.ctx;
    if (!(await spendBackupCode(db, userId, codeHash, ctx.now()))) return false;
    const subject = String(await countBackupCodes(db, userId));
    await tx.emit([accountNotice(ctx, { notice: "backup_code_used", userId, subject })]);
    return true;
  });
}
