import { type BillingInterval, monthsOf, type Plan, type PlanPrice } from "./plan.ts";

/** The price shown when `interval` is chosen: that one, else the shortest the plan has. */
export function priceFor(plan: Plan, interval: BillingInterval): PlanPrice | null {
  const byLength = plan.prices.toSorted((a, b) => monthsOf(a.interval) - monthsOf(b.interval));
  return plan.prices.find((price) => price.interval === interval) ?? byLength[0] ?? null;
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
export function bestSaving(plans: readonly Plan[], interval: BillingInterval): number {
  return plans.reduce((best, plan) => {
    const price = plan.prices.find((candidate) => candidate.interval === interval);
    return price ? Math.max(best, savingPercent(plan, price)) : best;
  }, 0);
}
