import type { TenantDb } from "#server/kernel/ctx.ts";
import { THRESHOLDS } from "./decide-uses.ts";

export interface UsageSettings {
  /** Percent of a limit at which owners and admins are told. */
  thresholds: number[];
  /** By mail, too. */
  isMailed: boolean;
  /** Whether use may go on beyond a limit, at the plan's price. */
  isOverageOn: boolean;
  /** What that may cost in a billing period; null is no cap. */
  spendCapMinor: number | null;
}

const DEFAULTS: UsageSettings = {
  thresholds: [...THRESHOLDS],
  isMailed: true,
  isOverageOn: false,
  spendCapMinor: null,
};

export async function readSettings(db: TenantDb): Promise<UsageSettings> {
  const row = await db.usageSetting.findFirst({ omit: { tenantId: true, updatedAt: true } });
  return row ?? { ...DEFAULTS };
}

export async function saveSettings(
  db: TenantDb,
  tenantId: string,
  settings: UsageSettings,
  updatedAt: Date,
): Promise<void> {
  const row = { ...settings, updatedAt };
  await db.usageSetting.createMany({ data: [{ ...row, tenantId }], skipDuplicates: true });
  await db.usageSetting.updateMany({ data: row });
}
