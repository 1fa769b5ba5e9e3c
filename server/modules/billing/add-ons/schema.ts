import { z } from "zod";
import { BillingInterval, Key, LimitWindow, Price } from "../catalogue/catalogue-schema.ts";
import { BillingState, Moment } from "../schema.ts";

const Named = z.object({ key: z.string(), label: z.string() });

/** An add-on as a visitor compares it. Prices and gains are those of one unit. */
export const AddOnOffer = z.object({
  key: z.string(),
  name: z.string(),
  tagline: z.string(),
  prices: z.array(Price),
  maxQuantity: z.number().int(),
  plans: z.array(z.object({ key: z.string(), name: z.string() })),
  limits: z.array(
    Named.extend({ window: LimitWindow, unit: z.string().exactOptional(), value: z.number().int() }),
  ),
  features: z.array(Named),
});
export type AddOnOffer = z.output<typeof AddOnOffer>;
export const AddOnOffers = z.array(AddOnOffer);

/** Why no add-on can be bought or given back now; a plan that may not take one still lets it go. */
const ADD_ON_OBSTACLES = [
  "no_subscription",
  "not_active",
  "subscription_ending",
  "change_scheduled",
  "change_pending",
] as const;

export const AddOnList = z.object({
  obstacle: z.object({ reason: z.enum(ADD_ON_OBSTACLES), message: z.string() }).nullable(),
  /** What an order builds on; null without a subscription. */
  basis: z.object({ plan: z.string(), interval: BillingInterval, currency: z.string() }).nullable(),
  addOns: z.array(
    AddOnOffer.extend({
      quantity: z.number().int(),
      /** What a unit costs this workspace in a period, in the currency's minor unit; null where it is not sold so. */
      unitAmountMinor: z.number().int().nullable(),
      isForPlan: z.boolean(),
    }),
  ),
});
export type AddOnList = z.output<typeof AddOnList>;

const Quantity = z.number().int().min(0).max(1000);

export const PreviewAddOnInput = z.strictObject({
  addOn: Key,
  /** As a number or, from an address, in digits. */
  quantity: z.union([
    Quantity,
    z
      .string()
      .regex(/^\d{1,4}$/, "Give a whole number.")
      .transform(Number)
      .pipe(Quantity),
  ]),
});

/** What another quantity costs, as Stripe itself works it out. Amounts in the currency's minor unit. */
export const AddOnQuote = z.object({
  currency: z.string(),
  interval: BillingInterval,
  unitAmountMinor: z.number().int(),
  /** Positive: charged at once. */
  dueNowMinor: z.number().int(),
  /** What is given back for the rest of the period: kept for the invoices to come. */
  creditMinor: z.number().int(),
  lines: z.array(z.object({ description: z.string(), amountMinor: z.number().int() })),
  /** Of the next whole period: the plan with all its add-ons. */
  nextAmountMinor: z.number().int(),
  nextAt: Moment,
  /** Send it back with the order: it is then worked out for the very second of this quote. */
  quotedAt: Moment,
});
export type AddOnQuote = z.output<typeof AddOnQuote>;

export const SetAddOnInput = z.strictObject({
  addOn: Key,
  quantity: Quantity,
  /** What the page showed: when it is something else by now, nothing is changed. */
  from: z.strictObject(
    { plan: Key, interval: BillingInterval, quantity: Quantity },
    {
      error:
        "Give what is there now, as { plan, interval, quantity }: when it differs by then, nothing is changed.",
    },
  ),
  quotedAt: Moment.nullable().default(null),
});

export const AddOnSet = z.object({
  state: BillingState,
  /** Where it is paid, when the bank wants a confirmation or refused: until then the old quantity goes on. */
  payUrl: z.url().nullable(),
});
