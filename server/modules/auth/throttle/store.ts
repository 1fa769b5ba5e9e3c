import { Prisma } from "#server/generated/prisma/client.ts";
import type { SystemDb } from "#server/kernel/ctx.ts";
import type { ThrottleRule } from "./rules.ts";

/** Keeps powers of two within integers; the longest wait is reached long before. */
const MOST_DOUBLINGS = 20;

/**
 * Counts an attempt as failed before it is known to be, in one statement: of many at once no more are let through
 * than the rule allows.
 * @returns null when it may go on, else the time from which the next may.
 */
export async function countAttempt(
  db: SystemDb,
  key: string,
  rule: ThrottleRule,
  now: Date,
): Promise<Date | null> {
  const failures = Prisma.sql`(1 + greatest(0, past.failures - floor(
    extract(epoch from ${now}::timestamptz - past.last_attempt_at) / ${rule.forgiveEverySeconds}::int)::int))`;
  const doublings = Prisma.sql`least(${MOST_DOUBLINGS}::int, ${failures} - ${rule.freeAttempts}::int)`;
  const wait = Prisma.sql`interval '1 second'
    * least(${rule.longestWaitSeconds}::int, ${rule.firstWaitSeconds}::int * power(2, ${doublings}))`;
  const counted = await db.$executeRaw`
    insert into sign_in_throttle as past (key, failures, last_attempt_at)
    values (${key}, 1, ${now}::timestamptz)
    on conflict (key) do update set
      failures = ${failures},
      last_attempt_at = ${now}::timestamptz,
      blocked_until = case when ${failures} >= ${rule.freeAttempts}::int then ${now}::timestamptz + ${wait} end
    where past.blocked_until is null or past.blocked_until <= ${now}::timestamptz`;
  if (counted > 0) return null;
  const row = await db.signInThrottle.findUnique({ where: { key }, select: { blockedUntil: true } });
  return row?.blockedUntil ?? now;
}

export async function deleteAttempts(db: SystemDb, key: string): Promise<void> {
  await db.signInThrottle.deleteMany({ where: { key } });
}

/** Takes back one attempt that turned out well, and no more: an address can't be cleared by one's own account. */
export async function takeBackAttempt(db: SystemDb, key: string): Promise<void> {
  await db.signInThrottle.updateMany({
    where: { key, failures: { gt: 0 } },
    data: { failures: { decrement: 1 }, blockedUntil: null },
  });
}

export async function deleteQuietThrottles(db: SystemDb, before: Date): Promise<number> {
  const { count } = await db.signInThrottle.deleteMany({ where: { lastAttemptAt: { lt: before } } });
  return count;
}
