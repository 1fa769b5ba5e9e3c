import type { Overage, OverageTier } from "../billing/index.ts";

export interface Pricing {
  mode: Overage["mode"];
  tiers: readonly OverageTier[];
}

/** Decimals of a unit's price that Stripe takes. */
const DECIMALS = 12;
const ONE = 10n ** BigInt(DECIMALS);

/**
 * What `quantity` units beyond the included ones cost, in the currency's minor unit, rounded half up as Stripe rounds an
 * invoice's line. Graduated: each unit by its own tier. Volume: all by the tier of the last.
 */
export function overageCost({ mode, tiers }: Pricing, quantity: number): number {
  const amount = mode === "volume" ? volumeCost(tiers, quantity) : graduatedCost(tiers, quantity);
  return Number((amount + ONE / 2n) / ONE);
}

function graduatedCost(tiers: readonly OverageTier[], quantity: number): bigint {
  let from = 0;
  let total = 0n;
  for (const { upTo, unitAmount } of tiers) {
    const to = Math.min(quantity, upTo ?? quantity);
    if (to > from) total += BigInt(to - from) * scaled(unitAmount);
    from = Math.max(from, to);
  }
  return total;
}

function volumeCost(tiers: readonly OverageTier[], quantity: number): bigint {
  const tier = tiers.find(({ upTo }) => upTo === null || quantity <= upTo);
  return tier ? BigInt(quantity) * scaled(tier.unitAmount) : 0n;
}

function scaled(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return BigInt(whole) * ONE + BigInt(fraction.padEnd(DECIMALS, "0"));
}
