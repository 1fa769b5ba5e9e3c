import { z } from "zod";
import { Currency, Key, LimitWindow } from "./key-schema.ts";

/** A part of what is used beyond the included quantity; the first begins at 0. */
export const OverageTier = z.strictObject({
  /** The last unit of the tier; `null` has no end. */
  upTo: z.number().int().positive().nullable(),
  /** A unit's price in the currency's minor unit, a decimal as Stripe writes it: `"0.02"` is 5,000 for a dollar. */
  unitAmount: z.string().regex(/^\d{1,8}(?:\.\d{1,12})?$/, "Give a decimal number of the minor unit."),
});
export type OverageTier = z.output<typeof OverageTier>;

export const TIER_MODES = ["graduated", "volume"] as const;

/** What a plan charges for use beyond a limit, which then is the included quantity. */
export const Overage = z.strictObject({
  meter: Key,
  window: LimitWindow.exclude(["none"]),
  /** `graduated`: each unit costs what its tier says. `volume`: all cost what the last one's tier says. */
  mode: z.enum(TIER_MODES),
  prices: z.array(z.strictObject({ currency: Currency, tiers: z.array(OverageTier).min(1) })).min(1),
});
export type Overage = z.output<typeof Overage>;

/** What is wrong with a plan's overage; null when nothing is. */
export function overageProblem(
  overage: readonly Overage[],
  limits: readonly { meter: string; window: string; value: number | null }[],
  currencies: readonly string[],
): string | null {
  for (const { meter, window, prices } of overage) {
    const limit = limits.find((each) => each.meter === meter && each.window === window);
    if (!limit || limit.value === null) return `Overage of ${meter} needs a limit to go beyond.`;
    const sold = prices.map(({ currency }) => currency);
    if (currencies.some((currency) => !sold.includes(currency)))
      return `Overage of ${meter} needs a price in every currency of the plan.`;
    if (new Set(sold).size < sold.length) return "One overage price a currency.";
    if (!prices.every(({ tiers }) => areOrdered(tiers))) return "Tiers ascend, and only the last has no end.";
  }
  const meters = overage.map(({ meter }) => meter);
  return new Set(meters).size < meters.length ? "One overage a meter." : null;
}

const areOrdered = (tiers: readonly OverageTier[]): boolean =>
  tiers.every(({ upTo }, index) => {
    const isLast = index === tiers.length - 1;
    if (isLast || upTo === null) return isLast && upTo === null;
    return upTo > (tiers[index - 1]?.upTo ?? 0);
  });
