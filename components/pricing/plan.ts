import type { BillingInterval, Plan } from "#server/modules/billing/schema.ts";

export type { BillingInterval, Plan };
export type PlanPrice = Plan["prices"][number];

export const INTERVALS: readonly { value: BillingInterval; label: string; months: number; every: string }[] =
  [
    { value: "month", label: "Monthly", months: 1, every: "month" },
    { value: "quarter", label: "Quarterly", months: 3, every: "quarter" },
    { value: "year", label: "Yearly", months: 12, every: "year" },
  ];

export function parseInterval(value: unknown): BillingInterval {
  return INTERVALS.find((interval) => interval.value === value)?.value ?? "month";
}

export const monthsOf = (interval: BillingInterval): number =>
  INTERVALS.find((known) => known.value === interval)?.months ?? 1;

/** The intervals at least one plan is sold at. */
export const offeredIntervals = (plans: readonly Plan[]) =>
  INTERVALS.filter(({ value }) =>
    plans.some((plan) => plan.prices.some((price) => price.interval === value)),
  );

export const isFree = (plan: Plan): boolean => !plan.isContactUs && plan.prices.length === 0;
