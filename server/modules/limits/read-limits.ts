import type { Ctx } from "#server/kernel/ctx.ts";
import { liftsOfLimit, namedLifts, readAllowance, windowAt } from "../entitlements/index.ts";
import { findUse, readSettings } from "../usage/index.ts";
import { readGauges } from "./gauges.ts";
import type { LimitState } from "./schema.ts";

const EVER = new Date(0);
const NONE = { plan: undefined, addOn: undefined };

/** Every limit of the plan, with what is used of it by whoever counts it. */
export async function readLimits(ctx: Ctx): Promise<LimitState[]> {
  const now = ctx.now();
  const allowance = await readAllowance(ctx.ports, ctx.tenant);
  const { catalogue, plan, limits } = allowance;
  const [counts, gauges, { isOverageOn }] = await Promise.all([
    findUse(
      ctx.db,
      limits.map(({ meter, window }) => ({ meter, window, startsAt: windowAt(window, now)?.start ?? EVER })),
    ),
    readGauges(
      ctx,
      limits.filter(({ window }) => window === "none").map(({ meter }) => meter),
    ),
    readSettings(ctx.db),
  ]);
  const sold = catalogue.plans.find(({ key }) => key === plan?.key)?.overage ?? [];
  return limits.map(({ meter, label, unit, window, value }, index) => {
    const used = (window === "none" ? gauges[meter] : undefined) ?? counts[index] ?? 0;
    const lifts = value === null ? NONE : liftsOfLimit(allowance, { meter, window, label, value }, value);
    const isSold = sold.some((each) => each.meter === meter && each.window === window);
    return {
      meter,
      label,
      ...(unit === undefined ? {} : { unit }),
      window,
      limit: value,
      used,
      remaining: value === null ? null : Math.max(0, value - used),
      resetsAt: windowAt(window, now)?.end.toISOString() ?? null,
      ...namedLifts(lifts),
      overage: isSold ? (isOverageOn ? "on" : "off") : "none",
    };
  });
}
