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
  // xmax is 0 in a row that this statement has inserted, and names the updater in any other.
  const [row] = await db.$queryRaw<{ isNew: boolean }[]>`
    insert into known_device (token_hash, user_id, created_at, last_used_at)
    values (${tokenHash}, ${userId}, ${now}, ${now})
    on conflict (token_hash, user_id) do update set last_used_at = excluded.last_used_at
    returning xmax = 0 as "isNew"`;
  return row?.isNew ?? false;
}

export async function deleteOldDevices(db: SystemDb, now: Date): Promise<number> {
  const lastUsedAt = { lt: new Date(now.getTime() - YEAR_MS) };
  return (await db.knownDevice.deleteMany({ where: { lastUsedAt } })).count;
}
