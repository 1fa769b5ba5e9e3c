import type { Plan } from "../schema.ts";
import type { Catalogue, CataloguePlan } from "./catalogue-schema.ts";

/** A plan with the catalogue's labels written out. */
export function planView({ meters, features }: Catalogue, plan: CataloguePlan): Plan {
  return {
    key: plan.key,
    name: plan.name,
    tagline: plan.tagline,
    prices: plan.prices,
    trialDays: plan.trialDays,
    features: plan.highlights,
    includes: features.filter(({ key }) => plan.features.includes(key)),
    limits: meters.map(({ key, window, label, unit }) => ({
      key,
      label,
      window,
      value: plan.limits.find((limit) => limit.meter === key && limit.window === window)?.value ?? null,
      ...(unit ? { unit } : {}),
    })),
    isContactUs: plan.isContactUs,
    isHighlighted: plan.isHighlighted,
  };
}
