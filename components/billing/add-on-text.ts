import { formatMoney } from "#server/kernel/money.ts";
import { formatCount } from "../format/number.ts";
import type { Outputs } from "../trpc/outputs.ts";

type Offer = Outputs["addOns"]["listOffers"][number];

/** What so many units change: `Bots +20`, `Backtests −100 a day`, and features by name. */
export function gainsText({ limits, features }: Pick<Offer, "limits" | "features">, units: number): string {
  const sign = units < 0 ? "−" : "+";
  const sizes = limits.map(
    ({ label, value, unit }) =>
      `${label} ${sign}${formatCount(value * Math.abs(units))}${unit ? ` ${unit}` : ""}`,
  );
  return [...sizes, ...features.map(({ label }) => label)].join(", ");
}

/** `$15 per month`, and `each` where there may be several. */
export function unitPriceText(
  price: { amountMinor: number; currency: string; interval: string },
  maxQuantity: number,
): string {
  return `${formatMoney(price)} per ${price.interval}${maxQuantity > 1 ? " each" : ""}`;
}
