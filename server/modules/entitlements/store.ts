import type { TenantDb } from "#server/kernel/ctx.ts";
import { LimitWindow } from "../billing/schema.ts";
import type { Override } from "./rules.ts";

export async function listOverrides(db: TenantDb): Promise<Override[]> {
  const rows = await db.entitlementOverride.findMany();
  return rows.map(({ key, value, isGranted, expiresAt, ...row }) => ({
    key,
    value,
    isGranted,
    expiresAt,
    kind: row.kind === "feature" ? "feature" : "limit",
    window: LimitWindow.catch("none").parse(row.window),
  }));
}

/** Makes everyone who counts this meter of this tenant wait for the end of the transaction. */
export async function lockMeter(db: TenantDb, tenantId: string, meter: string): Promise<void> {
  const name = `limit:${tenantId}:${meter}`;
  await db.$queryRaw`select 1 from pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}
