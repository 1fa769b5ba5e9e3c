import { Decimal } from "decimal.js";
import type { Price } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import type { Reader } from "../core/store.ts";
import { type Terms, type Tier, termsIn } from "./price-terms.ts";

export interface PricedPart {
  quantity: number;
  /** Minor units, rounded half up. */
  amount: number;
  unitAmountDecimal: string | null;
  /** Which part of a tiered price this is. */
  label: string;
}

const round = (amount: Decimal): number => amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
const times = (quantity: number, unit: string | null): number => round(new Decimal(unit ?? 0).mul(quantity));

/** @throws 400 when the price is not sold in the currency of the subscription */
export function mustHaveTerms(
  reader: Reader,
  price: Price,
  currency: string,
  param = "items[0][price]",
): Terms {
  const terms = termsIn(reader, price, currency);
  if (terms) return terms;
  throw invalidRequest(
    `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
    { param },
  );
}

/** What `quantity` costs: one part, or one a tier (and one a flat fee) for graduated prices. */
export function priceParts(reader: Reader, price: Price, currency: string, quantity: number): PricedPart[] {
  const terms = mustHaveTerms(reader, price, currency);
  const billed = transformed(price, quantity);
  if (!terms.tiers) {
    const { unit } = terms;
    return [{ quantity: billed, amount: times(billed, unit), unitAmountDecimal: unit, label: `${billed} ×` }];
  }
  return price.tiers_mode === "volume"
    ? volumeParts(terms.tiers, billed)
    : graduatedParts(terms.tiers, billed);
}

export const amountFor = (reader: Reader, price: Price, currency: string, quantity: number): number =>
  priceParts(reader, price, currency, quantity).reduce((sum, { amount }) => sum + amount, 0);

function transformed({ transform_quantity: rule }: Price, quantity: number): number {
  if (!rule) return quantity;
  return rule.round === "up" ? Math.ceil(quantity / rule.divide_by) : Math.floor(quantity / rule.divide_by);
}

function volumeParts(tiers: Tier[], quantity: number): PricedPart[] {
  const tier = tiers.find(({ upTo }) => upTo === null || quantity <= upTo);
  if (!tier) return [];
  return [unitPart(tier, quantity, `${quantity} ×`), ...flatPart(tier, quantity)];
}

/** Each unit at the price of the tier it falls into; a tier's flat fee is due once its first unit is used. */
function graduatedParts(tiers: Tier[], quantity: number): PricedPart[] {
  let from = 0;
  const parts: PricedPart[] = [];
  for (const tier of tiers) {
    const inTier = Math.max(0, Math.min(quantity, tier.upTo ?? Infinity) - from);
    if (inTier > 0 || from === 0) {
      parts.push(unitPart(tier, inTier, `${from === 0 ? "First" : "Next"} ${inTier} ×`));
      parts.push(...flatPart(tier, inTier));
    }
    from = tier.upTo ?? Infinity;
  }
  return parts;
}

const unitPart = ({ unit }: Tier, quantity: number, label: string): PricedPart => ({
  quantity,
  amount: times(quantity, unit),
  unitAmountDecimal: unit,
  label,
});

function flatPart({ flat }: Tier, quantity: number): PricedPart[] {
  if (flat === null || Number(flat) === 0 || quantity === 0) return [];
  return [{ quantity: 1, amount: times(1, flat), unitAmountDecimal: flat, label: "Flat fee of" }];
}
