export type BillingInterval = "month" | "quarter" | "year";

export interface PlanPrice {
  interval: BillingInterval;
  /** ISO 4217, lower case. */
  currency: string;
  amountMinor: number;
}

/** A plan as a visitor compares it. */
export interface PlanView {
  key: string;
  name: string;
  tagline: string;
  /** Empty for a plan that is free or agreed in person. */
  prices: readonly PlanPrice[];
  trialDays: number;
  /** What it adds, in words, most telling first. */
  features: readonly string[];
  /** Rows of the comparison: a meter and its size; `null` is unlimited. */
  limits: readonly { key: string; label: string; value: number | null; unit?: string }[];
  isContactUs: boolean;
  isHighlighted: boolean;
}

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
