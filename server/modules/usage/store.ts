import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";

export interface WindowOfMeter {
  meter: string;
  window: string;
  startsAt: Date;
}

/**
 * Adds to a window in one statement, so that of many at once no more pass than are left.
 * @returns what is used now; null, and nothing added, when it would be more than `limit`
 */
export async function addUse(
  db: TenantDb,
  tenantId: string,
  { meter, window, startsAt }: WindowOfMeter,
  amount: number,
  limit: number | null,
): Promise<number | null> {
  if (limit !== null && amount > limit) return null;
  const rows = await db.$queryRaw<{ used: bigint }[]>`
    insert into usage_count (tenant_id, meter, "window", starts_at, used)
    values (${tenantId}, ${meter}, ${window}, ${startsAt}, ${amount})
    on conflict (tenant_id, meter, "window", starts_at)
    do update set used = usage_count.used + excluded.used
    where ${limit}::bigint is null or usage_count.used + excluded.used <= ${limit}::bigint
    returning used`;
  const [row] = rows;
  return row ? Number(row.used) : null;
}

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

const BATCH = 5_000;

/** Deletes a batch of the windows that began earlier. @returns whether there may be more */
export async function deleteUseBefore(db: SystemDb, window: string, before: Date): Promise<boolean> {
  const deleted = await db.$executeRaw`
    delete from usage_count where (tenant_id, meter, "window", starts_at) in (
      select tenant_id, meter, "window", starts_at from usage_count
      where "window" = ${window} and starts_at < ${before} limit ${BATCH})`;
  return deleted === BATCH;
}
