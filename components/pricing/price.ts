import { type BillingInterval, monthsOf, type Plan, type PlanPrice } from "./plan.ts";

/** What a visitor looks at prices by. */
export interface PriceChoice {
  interval: BillingInterval;
  currency: string;
}

/** The price shown in the currency: at the interval, else the shortest the plan has. Null where it is not sold in it. */
export function priceFor(
  { prices }: Pick<Plan, "prices">,
  { interval, currency }: PriceChoice,
): PlanPrice | null {
  const own = prices
    .filter((price) => price.currency === currency)
    .toSorted((a, b) => monthsOf(a.interval) - monthsOf(b.interval));
  return own.find((price) => price.interval === interval) ?? own[0] ?? null;
}

/** Whole percent saved against paying monthly for as long; 0 when there is nothing to compare. */
export function savingPercent(plan: Plan, price: PlanPrice): number {
  const monthly = plan.prices.find(
    (other) => other.interval === "month" && other.currency === price.currency,
  );
  if (!monthly || monthly.amountMinor === 0) return 0;
  const full = monthly.amountMinor * monthsOf(price.interval);
  return Math.max(0, Math.floor((1 - price.amountMinor / full) * 100));
}

/** The largest saving any plan gives at this interval. */
export function bestSaving(plans: readonly Plan[], { interval, currency }: PriceChoice): number {
  return plans.reduce((best, plan) => {
    const price = plan.prices.find((each) => each.interval === interval && each.currency === currency);
    return price ? Math.max(best, savingPercent(plan, price)) : best;
  }, 0);
}
