import type { Ctx } from "#server/kernel/ctx.ts";
import { readPaidPeriod } from "../billing/index.ts";
import { findUse } from "./count-store.ts";
import { listMeters } from "./meter-about.ts";
import { overageCost } from "./overage-cost.ts";
import { overageTerms } from "./overage-terms.ts";
import type { UsageSettings } from "./schema.ts";
import { readSettings } from "./settings-store.ts";

/** The settings, with what the plan sells beyond its limits and what that has cost in this period. */
export async function viewSettings(ctx: Ctx): Promise<UsageSettings> {
  const [settings, period, meters] = await Promise.all([
    readSettings(ctx.db),
    readPaidPeriod(ctx),
    listMeters(ctx),
  ]);
  const terms = period && overageTerms(period, settings);
  if (!period || !terms) return { ...settings, overage: null };
  const { currency, billedFrom } = terms;
  const sold = terms.meters.flatMap((each) => {
    const about = meters.find(({ meter }) => meter === each.meter);
    const limit = about?.limits.find(({ window }) => window === each.window);
    const { window } = each;
    return window !== "none" && about && limit && limit.value !== null
      ? [{ ...each, window, tiers: [...each.tiers], label: about.label, included: limit.value }]
      : [];
  });
  const used = await findUse(
    ctx.db,
    sold.map(({ meter }) => ({ meter, window: "overage", startsAt: billedFrom })),
  );
  const priced = sold.map((each, index) => {
    const quantity = used[index] ?? 0;
    return { ...each, quantity, costMinor: overageCost(each, quantity) };
  });
  return {
    ...settings,
    overage: {
      currency,
      periodStart: period.start.toISOString(),
      periodEnd: period.end.toISOString(),
      spentMinor: priced.reduce((sum, { costMinor }) => sum + costMinor, 0),
      meters: priced,
    },
  };
}
