/** An amount in the currency's minor unit (cents for USD, yen for JPY). */
export interface Money {
  amountMinor: number;
  /** ISO 4217, lower case as Stripe writes it. */
  currency: string;
}

const fractionDigits = (currency: string): number =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** `{ amountMinor: 2999, currency: "usd" }` → `$29.99`; whole amounts drop the fraction: `$99`. */
export function formatMoney({ amountMinor, currency }: Money, locale = "en-US"): string {
  const digits = fractionDigits(currency);
  const major = amountMinor / 10 ** digits;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: Number.isInteger(major) ? 0 : digits,
  }).format(major);
}
