import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";

interface WindowOfMeter {
  meter: string;
  window: string;
  startsAt: Date;
}

/** What is used of each, in order. */
export async function findUse(db: TenantDb, windows: readonly WindowOfMeter[]): Promise<number[]> {
  if (windows.length === 0) return [];
  const rows = await db.usageCount.findMany({ where: { OR: windows.map((one) => ({ ...one })) } });
  return windows.map((one) => {
    const row = rows.find(
      ({ meter, window, startsAt }) =>
        meter === one.meter && window === one.window && startsAt.getTime() === one.startsAt.getTime(),
    );
    return row ? Number(row.used) : 0;
  });
}

/** Counters of one meter and window that began in [from, to), oldest first. */
export async function listCounts(
  db: TenantDb,
  { meter, window, from, to }: { meter: string; window: string; from: Date; to: Date },
): Promise<{ at: Date; used: number }[]> {
  const rows = await db.usageCount.findMany({
    where: { meter, window, startsAt: { gte: from, lt: to } },
    orderBy: { startsAt: "asc" },
    select: { startsAt: true, used: true },
  });
  return rows.map(({ startsAt, used }) => ({ at: startsAt, used: Number(used) }));
}

const BATCH = 5_000;

/** Deletes a batch of the windows that began earlier. @returns whether there may be more */
export async function deleteCountsBefore(db: SystemDb, window: string, before: Date): Promise<boolean> {
  const deleted = await db.$executeRaw`
    delete from usage_count where (tenant_id, meter, "window", starts_at) in (
      select tenant_id, meter, "window", starts_at from usage_count
      where "window" = ${window} and starts_at < ${before} limit ${BATCH})`;
  return deleted === BATCH;
}

/** Deletes a batch of what the ledger took in earlier. @returns whether there may be more */
export async function deleteRecordsBefore(db: SystemDb, before: Date): Promise<boolean> {
  const deleted = await db.$executeRaw`
    delete from usage_record where (tenant_id, meter, id) in (
      select tenant_id, meter, id from usage_record
      where recorded_at < ${before} order by recorded_at limit ${BATCH})`;
  return deleted === BATCH;
}

/** What there was of a level before a moment, as the days remember it. */
export async function findLevelBefore(db: TenantDb, meter: string, before: Date): Promise<number> {
  const row = await db.usageCount.findFirst({
    where: { meter, window: "day", startsAt: { lt: before } },
    orderBy: { startsAt: "desc" },
    select: { used: true },
  });
  return Number(row?.used ?? 0);
}
