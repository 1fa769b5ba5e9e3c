import { z } from "zod";
import { BillingInterval, Currency, Key } from "../catalogue/catalogue-schema.ts";
import { BillingState, Moment } from "../schema.ts";

const Held = z.strictObject(
  { plan: Key, interval: BillingInterval },
  { error: "Give the plan in force, as { plan, interval }: when it is another by then, nothing is changed." },
);

const Target = z.strictObject({
  ...Held.shape,
  /** A subscription keeps its currency: another than its own is refused. */
  currency: Currency.optional(),
});

export const PreviewChangeInput = Target;

/** `now` is settled at once with the exact difference; `period_end` costs nothing until the next renewal. */
export const ChangeTiming = z.enum(["now", "period_end"]);
export type ChangeTiming = z.output<typeof ChangeTiming>;

/** What a change of plan would cost, as Stripe itself works it out. Amounts in the currency's minor unit. */
export const ChangeQuote = z.object({
  timing: ChangeTiming,
  effectiveAt: Moment,
  currency: z.string(),
  /** Positive: charged at once. */
  dueNowMinor: z.number().int(),
  /** Kept for the invoices to come, when what is left of the old plan is worth more. */
  creditMinor: z.number().int(),
  lines: z.array(z.object({ description: z.string(), amountMinor: z.number().int() })),
  /** Of the next whole period: the plan with the add-ons that go on. */
  nextAmountMinor: z.number().int(),
  /** Add-ons that the other plan may not take: they end with the change. */
  dropped: z.array(z.object({ key: z.string(), name: z.string(), quantity: z.number().int() })),
  nextAt: Moment,
  /** Send it back with the change: it is then worked out for the very second of this quote. Null when nothing is due. */
  quotedAt: Moment.nullable(),
});
export type ChangeQuote = z.output<typeof ChangeQuote>;

export const ChangePlanInput = z.strictObject({
  ...Target.shape,
  /** What the page showed as the plan in force: when it is another by now, nothing is changed. */
  from: Held,
  quotedAt: Moment.nullable().default(null),
});

export const PlanChanged = z.object({
  state: BillingState,
  /** Where the difference is paid, when the bank wants a confirmation or refused: until then the old plan goes on. */
  payUrl: z.url().nullable(),
});
