import type { AddOn, Catalogue } from "../catalogue/catalogue-schema.ts";
import type { AddOnOffer } from "./schema.ts";

/** An add-on with the catalogue's labels written out. */
export function viewAddOn({ meters, features, plans }: Catalogue, addOn: AddOn): AddOnOffer {
  return {
    key: addOn.key,
    name: addOn.name,
    tagline: addOn.tagline,
    prices: addOn.prices,
    maxQuantity: addOn.maxQuantity,
    plans: plans
      .filter(({ key, isRetired }) => !isRetired && addOn.plans.includes(key))
      .map(({ key, name }) => ({ key, name })),
    limits: meters.flatMap(({ key, window, label, unit }) =>
      addOn.limits
        .filter((each) => each.meter === key && each.window === window)
        .map(({ value }) => ({ key, label, window, value, ...(unit ? { unit } : {}) })),
    ),
    features: features.filter(({ key }) => addOn.features.includes(key)),
  };
}
