import type { SystemDb } from "#server/kernel/ctx.ts";

const YEAR_MS = 365 * 24 * 3_600_000;

/** Whether the person with this e-mail has signed in from this browser within a year. */
export async function isKnownDevice(
  db: SystemDb,
  email: string,
  tokenHash: string,
  now: Date,
): Promise<boolean> {
  const lastUsedAt = { gt: new Date(now.getTime() - YEAR_MS) };
  const known = await db.knownDevice.findFirst({
    where: { tokenHash, lastUsedAt, user: { email } },
    select: { userId: true },
  });
  return known !== null;
}

/** @returns false when it was known before. */
export async function rememberDevice(
  db: SystemDb,
  userId: string,
  tokenHash: string,
  now: Date,
): Promise<boolean> {
  const { count } = await db.knownDevice.updateMany({
    where: { tokenHash, userId },
    data: { lastUsedAt: now },
  });
  if (count > 0) return false;
  const row = { tokenHash, userId, createdAt: now, lastUsedAt: now };
  await db.knownDevice.createMany({ data: [row], skipDuplicates: true });
  return true;
}

export async function deleteOldDevices(db: SystemDb, now: Date): Promise<number> {
  const lastUsedAt = { lt: new Date(now.getTime() - YEAR_MS) };
  return (await db.knownDevice.deleteMany({ where: { lastUsedAt } })).count;
}
