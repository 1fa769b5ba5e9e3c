import type { Price } from "../core/collections.ts";
import { collection, type Reader } from "../core/store.ts";

export interface Tier {
  /** The last unit of the tier; null for "and everything above". */
  upTo: number | null;
  /** Minor units with decimals, as `0.05`. */
  unit: string | null;
  flat: string | null;
}

export interface Terms {
  unit: string | null;
  tiers: Tier[] | null;
  taxBehavior: Price["tax_behavior"];
}

/** What a price costs in each of its currencies. Stripe sends tiers and other currencies only when expanded. */
export interface PriceTerms {
  id: string;
  byCurrency: Record<string, Terms>;
}

export const priceTerms = collection<PriceTerms>("sandbox.price_terms");

/** Undefined when the price is not sold in this currency. */
export function termsIn(reader: Reader, price: Price, currency: string): Terms | undefined {
  const kept = reader.get(priceTerms, price.id);
  if (kept) return kept.byCurrency[currency];
  return price.currency === currency ? ownTerms(price) : undefined;
}

const ownTerms = (price: Price): Terms => ({
  unit: price.unit_amount_decimal,
  tiers: null,
  taxBehavior: price.tax_behavior,
});

const wholeOf = (decimal: string | null): number | null =>
  decimal !== null && Number.isInteger(Number(decimal)) ? Number(decimal) : null;

/** `unit_amount` is null when the price has a fraction of a cent: only the decimal tells it. */
export const amountFields = (unit: string | null) => ({
  custom_unit_amount: null,
  unit_amount: wholeOf(unit),
  unit_amount_decimal: unit,
});

const tierFields = ({ upTo, unit, flat }: Tier) => ({
  flat_amount: wholeOf(flat),
  flat_amount_decimal: flat,
  unit_amount: wholeOf(unit),
  unit_amount_decimal: unit,
  up_to: upTo,
});

export function tiersField(reader: Reader, id: string, currency: string) {
  return reader.get(priceTerms, id)?.byCurrency[currency]?.tiers?.map(tierFields) ?? [];
}

export function currencyOptionsField(reader: Reader, id: string) {
  const entries = Object.entries(reader.get(priceTerms, id)?.byCurrency ?? {});
  return Object.fromEntries(
    entries.map(([currency, { unit, taxBehavior, tiers }]) => [
      currency,
      {
        ...amountFields(unit),
        tax_behavior: taxBehavior,
        ...(tiers ? { tiers: tiers.map(tierFields) } : {}),
      },
    ]),
  );
}
