import type { SystemDb } from "#server/kernel/ctx.ts";
import type { BackupCodeSet } from "./backup-codes.ts";

export async function findTotp(db: SystemDb, userId: string) {
  return db.totpFactor.findUnique({ where: { userId } });
}

/** Replaces a secret that was never confirmed. @returns false when a confirmed one is there. */
export async function putUnconfirmedTotp(
  db: SystemDb,
  factor: { userId: string; sealedSecret: string; createdAt: Date },
): Promise<boolean> {
  await db.totpFactor.deleteMany({ where: { userId: factor.userId, confirmedAt: null } });
  const { count } = await db.totpFactor.createMany({ data: [factor], skipDuplicates: true });
  return count === 1;
}

/** @returns false when this very secret is confirmed already, or another has replaced it. */
export async function confirmTotp(
  db: SystemDb,
  {
    userId,
    sealedSecret,
    ...confirmed
  }: { userId: string; sealedSecret: string; lastStep: bigint; confirmedAt: Date },
): Promise<boolean> {
  const where = { userId, sealedSecret, confirmedAt: null };
  const { count } = await db.totpFactor.updateMany({ where, data: confirmed });
  return count === 1;
}

/** Compare and set in one statement: of two requests with one code, one passes. */
export async function spendStep(db: SystemDb, userId: string, step: bigint): Promise<boolean> {
  const where = { userId, confirmedAt: { not: null }, lastStep: { lt: step } };
  const { count } = await db.totpFactor.updateMany({ where, data: { lastStep: step } });
  return count === 1;
}

/** @returns false when there was none that counted. */
export async function deleteTotp(db: SystemDb, userId: string): Promise<boolean> {
  await db.backupCode.deleteMany({ where: { userId } });
  const { count } = await db.totpFactor.deleteMany({ where: { userId, confirmedAt: { not: null } } });
  return count === 1;
}

export async function replaceBackupCodes(db: SystemDb, userId: string, { salt, hashes }: BackupCodeSet) {
  await db.backupCode.deleteMany({ where: { userId } });
  await db.totpFactor.updateMany({ where: { userId }, data: { backupSalt: salt } });
  await db.backupCode.createMany({ data: hashes.map((codeHash) => ({ userId, codeHash })) });
}

/** Compare and set in one statement. */
export async function spendBackupCode(db: SystemDb, userId: string, codeHash: string, usedAt: Date) {
  const { count } = await db.backupCode.updateMany({
    where: { userId, codeHash, usedAt: null },
    data: { usedAt },
  });
  return count === 1;
}

export function countBackupCodes(db: SystemDb, userId: string): Promise<number> {
  return db.backupCode.count({ where: { userId, usedAt: null } });
}

/** In one statement, because every sign-in asks. */
export async function countFactors(db: SystemDb, userId: string) {
  const [row] = await db.$queryRaw<{ totp: boolean; passkeys: number; codes: number }[]>`
    select exists (select from totp_factor where user_id = ${userId} and confirmed_at is not null) as totp,
      (select count(*)::int from passkey where user_id = ${userId}) as passkeys,
      (select count(*)::int from backup_code where user_id = ${userId} and used_at is null) as codes`;
  return { totp: row?.totp ?? false, passkeys: row?.passkeys ?? 0, backupCodesLeft: row?.codes ?? 0 };
}

export async function usersWithTotp(db: SystemDb, userIds: readonly string[]): Promise<string[]> {
  const where = { userId: { in: [...userIds] }, confirmedAt: { not: null } };
  return (await db.totpFactor.findMany({ where, select: { userId: true } })).map(({ userId }) => userId);
}

export async function usersWithPasskey(db: SystemDb, userIds: readonly string[]): Promise<string[]> {
  const where = { userId: { in: [...userIds] } };
  const rows = await db.passkey.findMany({ where, distinct: ["userId"], select: { userId: true } });
  return rows.map(({ userId }) => userId);
}

/** The session has shown its second factor. */
export async function setSecondFactorAt(
  db: SystemDb,
  sessionId: string,
  secondFactorAt: Date,
): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId }, data: { secondFactorAt } });
}
