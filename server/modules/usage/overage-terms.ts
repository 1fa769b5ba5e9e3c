import type { Ctx } from "#server/kernel/ctx.ts";
import { type PaidPeriod, readPaidPeriod } from "../billing/index.ts";
import { ALLOWANCE_TOPICS, tenantReading } from "../entitlements/index.ts";
import { readSettings, type UsageSettings } from "./settings-store.ts";
import type { OverageTerms } from "./use.ts";

/** What the tenant may use beyond its limits now; null while it is switched off, or nothing could be charged for. */
export const readOverageTerms = tenantReading(currentTerms, [...ALLOWANCE_TOPICS, "usageSetting"]);

async function currentTerms(ctx: Ctx): Promise<OverageTerms | null> {
  const settings = await readSettings(ctx.db);
  if (!settings.isOverageOn) return null;
  const period = await readPaidPeriod(ctx);
  return period && overageTerms(period, settings);
}

export function overageTerms(
  { overage: meters, currency, start }: PaidPeriod,
  { spendCapMinor }: Pick<UsageSettings, "spendCapMinor">,
): OverageTerms | null {
  return meters.length > 0 ? { billedFrom: start, currency, capMinor: spendCapMinor, meters } : null;
}
