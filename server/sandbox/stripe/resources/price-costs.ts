import { z } from "zod";
import type { Terms, Tier } from "../billing/price-terms.ts";
import { invalidRequest } from "../core/errors.ts";
import { amount, whole } from "../core/params.ts";

const decimal = z.string().regex(/^\d{1,8}(\.\d{1,12})?$/, "decimal");
export const taxBehavior = z.enum(["exclusive", "inclusive", "unspecified"]);
const tier = z.strictObject({
  flat_amount: amount.optional(),
  flat_amount_decimal: decimal.optional(),
  unit_amount: amount.optional(),
  unit_amount_decimal: decimal.optional(),
  up_to: z.union([z.literal("inf"), whole]),
});
/** What a price costs in one currency. */
export const costs = {
  tax_behavior: taxBehavior.optional(),
  tiers: z.array(tier).min(1).max(100).optional(),
  unit_amount: amount.optional(),
  unit_amount_decimal: decimal.optional(),
};
const shape = z.strictObject(costs);
type Costs = z.output<typeof shape>;

interface Scheme {
  billing_scheme?: "per_unit" | "tiered" | undefined;
  tiers_mode?: "graduated" | "volume" | undefined;
}

/** @throws 400 unless it is one amount, or tiers that reach to infinity in order */
export function termsOf(scheme: Scheme, asked: Costs, taxBehaviorOfPrice: Terms["taxBehavior"]): Terms {
  if (scheme.billing_scheme === "tiered" || asked.tiers) {
    if (scheme.billing_scheme !== "tiered" || !scheme.tiers_mode || !asked.tiers) {
      throw invalidRequest("Tiered prices need billing_scheme=tiered, tiers_mode and tiers.", {
        param: "tiers",
      });
    }
    return { unit: null, tiers: tiersOf(asked.tiers), taxBehavior: taxBehaviorOfPrice };
  }
  const unit = unitOf(asked);
  if (unit === null) {
    throw invalidRequest("Missing required param: unit_amount.", {
      param: "unit_amount",
      code: "parameter_missing",
    });
  }
  return { unit, tiers: null, taxBehavior: taxBehaviorOfPrice };
}

const unitOf = ({ unit_amount, unit_amount_decimal }: Pick<Costs, "unit_amount" | "unit_amount_decimal">) =>
  unit_amount_decimal ?? (unit_amount === undefined ? null : String(unit_amount));

function tiersOf(asked: NonNullable<Costs["tiers"]>): Tier[] {
  const tiers = asked.map((each): Tier => {
    const flat =
      each.flat_amount_decimal ?? (each.flat_amount === undefined ? null : String(each.flat_amount));
    return { upTo: each.up_to === "inf" ? null : each.up_to, unit: unitOf(each), flat };
  });
  const isAscending = tiers.every(({ upTo }, index) => {
    const isLast = index === tiers.length - 1;
    const before = tiers[index - 1]?.upTo ?? 0;
    return isLast ? upTo === null : upTo !== null && upTo > before;
  });
  if (!isAscending) {
    throw invalidRequest("Tiers must ascend, and the last must be up to `inf`.", { param: "tiers" });
  }
  return tiers;
}
