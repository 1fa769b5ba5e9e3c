import type { SystemDb } from "#server/kernel/ctx.ts";

export interface Report {
  tenantId: string;
  id: string;
  meter: string;
  periodStart: Date;
  quantity: number;
  at: Date;
  /** Failures of which nobody knows whether Stripe has counted it all the same. */
  attempts: number;
}

/** A period that Stripe refuses this often needs a person. */
const MAX_REJECTED = 20;

/**
 * Makes a report of whatever was counted beyond the plan and is in none yet, in the caller's transaction. The id says
 * from which unit on, so that two workers make the same report. @returns false while another worker is at it
 */
export async function claimOverage(db: SystemDb, now: Date): Promise<boolean> {
  const [lock] = await db.$queryRaw<{ mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended('usage-report', 0)) as mine`;
  if (!lock?.mine) return false;
  await db.$executeRaw`
    insert into usage_report (tenant_id, id, meter, period_start, quantity, at)
    select c.tenant_id,
      'use_' || md5(concat_ws(' ', c.tenant_id, c.meter, c.starts_at, reported.quantity, reported.rejected)),
      c.meter, c.starts_at, c.used - reported.quantity, ${now}
    from usage_count c
    cross join lateral (
      select coalesce(sum(quantity) filter (where status <> 'rejected'), 0)::bigint as quantity,
        count(*) filter (where status in ('rejected', 'corrected')) as rejected
      from usage_report r
      where r.tenant_id = c.tenant_id and r.meter = c.meter and r.period_start = c.starts_at
    ) reported
    where c."window" = 'overage' and c.used > reported.quantity and reported.rejected < ${MAX_REJECTED}
    on conflict do nothing`;
  return true;
}

export async function listPending(db: SystemDb, limit: number): Promise<Report[]> {
  const rows = await db.usageReport.findMany({
    where: { status: "pending" },
    orderBy: [{ attempts: "asc" }, { at: "asc" }],
    take: limit,
    omit: { status: true, error: true, sentAt: true },
  });
  return rows.map((row) => ({ ...row, quantity: Number(row.quantity) }));
}

/** Counts an unsent report in a later period: that of its own is invoiced already. */
export async function carryOver(
  db: SystemDb,
  { tenantId, id, meter, periodStart }: Report,
  to: Date,
): Promise<void> {
  await db.$executeRaw`
    with gone as (
      delete from usage_report where tenant_id = ${tenantId} and id = ${id} and status = 'pending' returning quantity
    ), taken as (
      update usage_count c set used = c.used - gone.quantity from gone
      where c.tenant_id = ${tenantId} and c.meter = ${meter} and c."window" = 'overage'
        and c.starts_at = ${periodStart}
      returning gone.quantity
    )
    insert into usage_count (tenant_id, meter, "window", starts_at, used)
    select ${tenantId}, ${meter}, 'overage', ${to}, quantity from taken
    on conflict (tenant_id, meter, "window", starts_at) do update set used = usage_count.used + excluded.used`;
}

const keyOf = ({ tenantId, id }: Pick<Report, "tenantId" | "id">) => ({ tenantId_id: { tenantId, id } });

export async function setSent(db: SystemDb, report: Report, sentAt: Date): Promise<void> {
  await db.usageReport.update({ where: keyOf(report), data: { status: "sent", sentAt, error: null } });
}

export async function setRejected(db: SystemDb, report: Report, error: string): Promise<void> {
  await db.usageReport.update({
    where: keyOf(report),
    data: { status: "rejected", error: error.slice(0, 500) },
  });
}

export async function setFailed(db: SystemDb, report: Report, error: string): Promise<void> {
  const data = { attempts: { increment: 1 }, error: error.slice(0, 500) };
  await db.usageReport.update({ where: keyOf(report), data });
}

/** Stripe says afterwards that it did not take them: what they held goes into another report. */
export async function rejectById(db: SystemDb, ids: readonly string[], error: string): Promise<number> {
  const where = { id: { in: [...ids] }, status: "sent" };
  return (await db.usageReport.updateMany({ where, data: { status: "rejected", error } })).count;
}

/** What was sent of a period, some time ago, by tenant and meter, less what was corrected since. */
export async function listSentTotals(db: SystemDb, before: Date) {
  const rows = await db.usageReport.groupBy({
    by: ["tenantId", "meter", "periodStart"],
    where: { OR: [{ status: "sent", at: { lt: before } }, { status: "corrected" }] },
    _sum: { quantity: true },
    _max: { at: true },
  });
  return rows.map(({ tenantId, meter, periodStart, _sum, _max }) => ({
    tenantId,
    meter,
    periodStart,
    quantity: Number(_sum.quantity ?? 0),
    lastAt: _max.at ?? periodStart,
  }));
}

/** Writes down what Stripe turned out not to have, as a report of less than nothing. */
export async function insertCorrection(
  db: SystemDb,
  { quantity, ...report }: Omit<Report, "attempts">,
): Promise<void> {
  const data = { ...report, quantity: -quantity, status: "corrected", error: "not in Stripe's summary" };
  await db.usageReport.createMany({ data: [data], skipDuplicates: true });
}
