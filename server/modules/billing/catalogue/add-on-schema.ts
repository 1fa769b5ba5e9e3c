import { z } from "zod";
import { Key, LimitWindow, Words } from "./key-schema.ts";
import { Price, wayOf } from "./price-schema.ts";

/** Stripe's bound on the items of one subscription. */
const MAX_ITEMS = 20;

/** What is sold beside a plan, by the piece. */
export const AddOn = z.strictObject({
  key: Key,
  name: Words,
  tagline: Words,
  /** Of one unit: one in every interval and currency that its plans are sold in. */
  prices: z.array(Price).min(1),
  /** Keys of the plans that may take it. */
  plans: z.array(Key).min(1),
  maxQuantity: z.number().int().min(1).max(1000),
  /** What each unit adds to the plan's limit; what is unlimited stays so. */
  limits: z
    .array(z.strictObject({ meter: Key, window: LimitWindow, value: z.number().int().positive() }))
    .default([]),
  /** Keys of the catalogue's features that it switches on. */
  features: z.array(Key).default([]),
  /** Kept for those who have it, and sold to nobody else. */
  isRetired: z.boolean().default(false),
});
export type AddOn = z.output<typeof AddOn>;

interface Offer {
  meters: readonly { key: string; window: string }[];
  features: readonly { key: string }[];
  plans: readonly {
    key: string;
    name: string;
    prices: readonly Price[];
    features: readonly string[];
    limits: readonly { meter: string; window: string; value: number | null }[];
    overage: readonly unknown[];
  }[];
  addOns: readonly AddOn[];
}

type Complain = (message: string, ...path: (string | number)[]) => void;

/** Says what is wrong with a catalogue's add-ons, and where. */
export function checkAddOns(offer: Offer, complain: Complain): void {
  const keys = offer.addOns.map(({ key }) => key);
  if (new Set(keys).size < keys.length) complain("Each key may appear once.", "addOns");
  offer.addOns.forEach((addOn, index) => {
    const at: Complain = (message, ...path) => complain(message, "addOns", index, ...path);
    checkGains(offer, addOn, at);
    checkPrices(offer, addOn, at);
    if (new Set(addOn.plans).size < addOn.plans.length) at("Name each plan once.", "plans");
    addOn.plans.forEach((key, which) => {
      const plan = offer.plans.find((each) => each.key === key);
      if (!plan) at(`There is no plan ${key}.`, "plans", which);
      else if (plan.prices.length === 0) at(`${plan.name} has no price to add to.`, "plans", which);
      else if (!gainsFrom(plan, addOn)) at(`${plan.name} has all of it already.`, "plans", which);
    });
  });
  offer.plans.forEach((plan, index) => {
    const taken = offer.addOns.filter(({ plans }) => plans.includes(plan.key)).length;
    if (1 + plan.overage.length + taken > MAX_ITEMS) complain("Too much is sold beside it.", "plans", index);
  });
}

function checkGains({ meters, features }: Offer, addOn: AddOn, complain: Complain): void {
  if (addOn.limits.length + addOn.features.length === 0) complain("It adds nothing.");
  if (addOn.limits.length === 0 && addOn.maxQuantity > 1)
    complain("A second unit would add nothing.", "maxQuantity");
  addOn.limits.forEach(({ meter, window }, index) => {
    const isSame = (each: { meter: string; window: string }) =>
      each.meter === meter && each.window === window;
    if (!meters.some((each) => each.key === meter && each.window === window))
      complain(`The meter ${meter}/${window} is not declared.`, "limits", index);
    if (addOn.limits.findIndex(isSame) < index) complain("State each meter once.", "limits", index);
  });
  addOn.features.forEach((key, index) => {
    if (!features.some((each) => each.key === key))
      complain(`The feature ${key} is not declared.`, "features", index);
  });
}

/** One subscription has one interval and one currency: Stripe refuses an add-on that is not sold in the plan's. */
function checkPrices({ plans }: Offer, { plans: takers, prices }: AddOn, complain: Complain): void {
  const sold = prices.map(wayOf);
  if (new Set(sold).size < sold.length) complain("One price an interval and currency.", "prices");
  const wanted = plans.filter(({ key }) => takers.includes(key)).flatMap((plan) => plan.prices);
  for (const way of new Map(wanted.map((price) => [wayOf(price), price])).values()) {
    if (sold.includes(wayOf(way))) continue;
    complain(
      `It needs a price by the ${way.interval} in ${way.currency.toUpperCase()}, as its plans have one.`,
      "prices",
    );
  }
}

const gainsFrom = ({ features, limits }: Offer["plans"][number], addOn: AddOn): boolean =>
  addOn.features.some((key) => !features.includes(key)) ||
  addOn.limits.some(({ meter, window }) =>
    limits.some((each) => each.meter === meter && each.window === window && each.value !== null),
  );
