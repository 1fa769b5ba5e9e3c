import { z } from "zod";
import { AddOn, checkAddOns } from "./add-on-schema.ts";
import { Key, LimitWindow, Words } from "./key-schema.ts";
import { Overage, overageProblem } from "./overage-schema.ts";
import { Price, wayOf } from "./price-schema.ts";

export type { AddOn } from "./add-on-schema.ts";
export { Currency, Key, LimitWindow } from "./key-schema.ts";
export { BillingInterval, INTERVALS, Price } from "./price-schema.ts";

export const Limit = z.strictObject({
  meter: Key,
  window: LimitWindow,
  /** `null` is unlimited. */
  value: z.number().int().min(0).nullable(),
});
export type Limit = z.output<typeof Limit>;

const CataloguePlan = z.strictObject({
  key: Key,
  name: Words,
  tagline: Words,
  /** What it adds, in words, most telling first. */
  highlights: z.array(Words).min(1),
  /** None for a plan that is free or agreed in person. */
  prices: z.array(Price),
  trialDays: z.number().int().min(0).max(90),
  /** How fast the workspace may call the API, all its keys and people together. */
  requestsPerMinute: z.number().int().positive(),
  /** Keys of the catalogue's features that the plan includes. */
  features: z.array(Key),
  /** One for every meter and window the catalogue declares. */
  limits: z.array(Limit),
  /** What may be used beyond a limit, at a price. */
  overage: z.array(Overage).default([]),
  isContactUs: z.boolean().default(false),
  /** Kept for those who have it, and sold to nobody else. */
  isRetired: z.boolean().default(false),
  isHighlighted: z.boolean().default(false),
});
export type CataloguePlan = z.output<typeof CataloguePlan>;

const CatalogueFields = z.strictObject({
  key: Key,
  /**
   * What the catalogue sells by number. A meter that is not declared is not limited; of those declared,
   * every plan states its size.
   */
  meters: z.array(
    z.strictObject({ key: Key, window: LimitWindow, label: Words, unit: z.string().max(20).optional() }),
  ),
  /** What it sells by name. A feature that is not declared is in every plan. */
  features: z.array(z.strictObject({ key: Key, label: Words })),
  /** The plan of a tenant that has no subscription; null when there is none for nothing: see `signUpTrial`. */
  defaultPlan: Key.nullable(),
  /** Without a default plan, a new tenant may use this plan for its trial days, counted from sign-up, without a card. */
  signUpTrial: Key.nullable(),
  maxTrialDays: z.number().int().min(0).max(90),
  /** How long a failed payment is tolerated before access ends. */
  graceDays: z.number().int().min(0).max(90),
  plans: z.array(CataloguePlan).min(1),
  addOns: z.array(AddOn).default([]),
});

/** A price list as data: what plans there are, what they cost and what they allow. */
export const Catalogue = CatalogueFields.superRefine((catalogue, ctx) => {
  const complain = (message: string, ...path: (string | number)[]) =>
    ctx.addIssue({ code: "custom", message, path });
  const metered = catalogue.meters.map(({ key, window }) => `${key}/${window}`);
  const features = catalogue.features.map(({ key }) => key);
  for (const [what, keys] of Object.entries({
    meters: metered,
    features,
    plans: catalogue.plans.map((p) => p.key),
  })) {
    if (new Set(keys).size < keys.length) complain("Each key may appear once.", what);
  }
  const free = catalogue.plans.find(({ key }) => key === catalogue.defaultPlan);
  if (
    catalogue.defaultPlan !== null &&
    (!free || free.prices.length > 0 || free.isContactUs || free.isRetired)
  ) {
    complain("The default plan must be one of the plans, and free.", "defaultPlan");
  }
  const trial = catalogue.plans.find(({ key }) => key === catalogue.signUpTrial);
  if (
    catalogue.signUpTrial !== null &&
    (!trial || trial.trialDays === 0 || trial.isRetired || catalogue.defaultPlan !== null)
  ) {
    complain(
      "The sign-up trial must be a plan with trial days, in a catalogue without a default plan.",
      "signUpTrial",
    );
  }
  catalogue.plans.forEach((plan, index) => {
    const isFree = plan.key === catalogue.defaultPlan;
    if (plan.prices.length === 0 && !isFree && !plan.isContactUs)
      complain("A plan needs prices.", "plans", index);
    if (plan.isContactUs && plan.prices.length > 0)
      complain("A contact-us plan has no prices.", "plans", index);
    if (plan.trialDays > catalogue.maxTrialDays)
      complain("The trial is too long.", "plans", index, "trialDays");
    const sold = plan.prices.map(wayOf);
    if (new Set(sold).size < sold.length)
      complain("One price an interval and currency.", "plans", index, "prices");
    const limited = plan.limits.map(({ meter, window }) => `${meter}/${window}`);
    if (limited.toSorted().join() !== metered.toSorted().join()) {
      complain("State each of the catalogue's meters once.", "plans", index, "limits");
    }
    const problem = overageProblem(
      plan.overage,
      plan.limits,
      plan.prices.map(({ currency }) => currency),
    );
    if (problem) complain(problem, "plans", index, "overage");
    const stranger = plan.features.find((key) => !features.includes(key));
    if (stranger) complain(`The feature ${stranger} is not declared.`, "plans", index, "features");
  });
  checkAddOns(catalogue, complain);
});
export type Catalogue = z.output<typeof Catalogue>;
