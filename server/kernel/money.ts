/** An amount in the currency's minor unit (cents for USD, yen for JPY). */
export interface Money {
  amountMinor: number;
  /** ISO 4217, lower case as Stripe writes it. */
  currency: string;
}

/** Where Stripe counts otherwise than ISO 4217: https://docs.stripe.com/currencies#special-cases and #zero-decimal. */
const STRIPE_DIGITS: Readonly<Record<string, number>> = { isk: 2, ugx: 2, mga: 0 };

/** How many decimals the minor unit stands for: 2 for USD, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number =>
  STRIPE_DIGITS[currency] ??
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
  2;

/** `{ amountMinor: 2999, currency: "usd" }` → `$29.99`; whole amounts drop the fraction: `$99`. The minus is a real one. */
export function formatMoney({ amountMinor, currency }: Money, locale = "en-US"): string {
  const digits = minorDigits(currency);
  const major = amountMinor / 10 ** digits;
  const fraction = Number.isInteger(major) ? 0 : digits;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: fraction,
    maximumFractionDigits: fraction,
  })
    .format(major)
    .replace("-", "−");
}

/** The price of one unit, which may be a fraction of the minor unit: `"0.05"` in USD → `$0.0005`. */
export const formatUnitPrice = (unitAmount: string, currency: string, locale = "en-US"): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 8 }).format(
    Number(unitAmount) / 10 ** minorDigits(currency),
  );
