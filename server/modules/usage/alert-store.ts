import type { TenantDb } from "#server/kernel/ctx.ts";

const SHOWN = 30;
const WINDOWS = ["none", "hour", "day", "month", "overage"] as const;

export async function listAlertRows(db: TenantDb) {
  const rows = await db.usageAlert.findMany({
    orderBy: [{ at: "desc" }, { threshold: "desc" }],
    take: SHOWN,
    omit: { tenantId: true, startsAt: true },
  });
  return rows.map(({ used, limit, ...row }) => ({
    ...row,
    window: WINDOWS.find((each) => each === row.window) ?? "none",
    used: Number(used),
    limit: Number(limit),
  }));
}
