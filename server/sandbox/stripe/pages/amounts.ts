import type { Price } from "../core/collections.ts";

/** Minor units → `$29.99`; Stripe's zero-decimal currencies follow from Intl. */
export function formatAmount(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** `per month`, `every 3 months`. */
export function formatInterval(recurring: Price["recurring"]): string {
  if (!recurring) return "once";
  const { interval, interval_count } = recurring;
  return interval_count === 1 ? `per ${interval}` : `every ${interval_count} ${interval}s`;
}

export const formatDate = (seconds: number): string =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(seconds * 1000);
