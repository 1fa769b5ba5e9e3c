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

/**
 * An attempt turned out well: the account's are forgotten. Of the address's this one is taken back and no more, so that
 * nobody clears an address by an account of their own.
 */
export async function takeBackAttempt(db: SystemDb, accountKey: string, addressKey: string): Promise<void> {
  await db.$executeRaw`
    with forgotten as (delete from sign_in_throttle where key = ${accountKey})
    update sign_in_throttle set failures = failures - 1, blocked_until = null
    where key = ${addressKey} and failures > 0`;
}

export async function deleteQuietThrottles(db: SystemDb, before: Date): Promise<number> {
  const { count } = await db.signInThrottle.deleteMany({ where: { lastAttemptAt: { lt: before } } });
  return count;
}
