import type Stripe from "stripe";
import { z } from "zod";
import { fieldError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { changeAtStripe, writeReading } from "./change-at-stripe.ts";
import { BillingState } from "./schema.ts";

const RedeemCodeInput = z.strictObject({
  /** As it was given out; letters count alike in either case. */
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{1,50}$/, "A code has letters, digits and dashes only."),
});

/** Puts a promotion code on the running subscription, in the place of any before. It counts from the next invoice on. */
export const redeemCode = command({
  verb: "subscription.redeemCode",
  permission: "billing:write",
  input: RedeemCodeInput,
  output: BillingState,
  prepare: ({ ctx, input: { code } }) =>
    changeAtStripe(ctx, async (stripe, { id }) => {
      const promotion = await findCode(stripe, code);
      await stripe.subscriptions
        .update(id, { discounts: [{ promotion_code: promotion.id }] })
        .catch((error: unknown) => {
          throw isRefusal(error) ? notValid() : error;
        });
    }),
  async run({ ctx, input: { code }, prepared }) {
    const { audit, ...rest } = await writeReading(ctx, prepared);
    return { ...rest, audit: { ...audit, after: { code } } };
  },
});

async function findCode(stripe: Stripe, code: string): Promise<Stripe.PromotionCode> {
  const { data } = await stripe.promotionCodes.list({ code, active: true, limit: 1 });
  const [promotion] = data;
  if (!promotion) throw notValid();
  return promotion;
}

/** Expired, used up, for first orders, for another customer or currency: Stripe knows, and one answer tells nobody more. */
const notValid = () =>
  fieldError("code", "This code is not valid for your subscription.", { reason: "code_not_valid" });

const isRefusal = (error: unknown): boolean =>
  error instanceof Error && "type" in error && error.type === "StripeInvalidRequestError";
