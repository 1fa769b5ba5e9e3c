import { z } from "zod";
import { query } from "#server/kernel/verb.ts";
import { Moment, StartCheckoutInput } from "../schema.ts";
import { resolvePurchase } from "./resolve-purchase.ts";

const DAY_MS = 86_400_000;

const CheckoutTerms = z.object({
  plan: z.object({ key: z.string(), name: z.string(), tagline: z.string() }),
  interval: StartCheckoutInput.shape.interval,
  currency: z.string(),
  /** What each period costs, before taxes and codes, in the currency's minor unit. */
  amountMinor: z.number().int(),
  /** When the trial ends and the first payment is made; null where it is due at once. */
  trialEnd: Moment.nullable(),
  dueTodayMinor: z.number().int(),
});

/** What a checkout would come to, before it is begun. */
export const previewCheckout = query({
  verb: "checkout.preview",
  permission: "billing:read",
  input: StartCheckoutInput.omit({ returnUrl: true }),
  output: CheckoutTerms,
  async run({ ctx, input }) {
    const { plan, price, trial } = await resolvePurchase(ctx, input);
    const { interval, currency, amountMinor } = price;
    const end = trial && ("end" in trial ? trial.end : new Date(ctx.now().getTime() + trial.days * DAY_MS));
    return {
      plan: { key: plan.key, name: plan.name, tagline: plan.tagline },
      interval,
      currency,
      amountMinor,
      trialEnd: end?.toISOString() ?? null,
      dueTodayMinor: end ? 0 : amountMinor,
    };
  },
});
