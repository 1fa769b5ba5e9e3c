import type Stripe from "stripe";
import { z } from "zod";
import { emptyable, flag, metadata, paramsOf, text, whole } from "../core/params.ts";

export const SUBSCRIPTION_STATUSES = [
  "active",
  "canceled",
  "incomplete",
  "incomplete_expired",
  "past_due",
  "paused",
  "trialing",
  "unpaid",
] as const;

const details = z.strictObject({
  comment: emptyable(text).optional(),
  feedback: emptyable(
    z.enum([
      "customer_service",
      "low_quality",
      "missing_features",
      "other",
      "switched_service",
      "too_complex",
      "too_expensive",
      "unused",
    ]),
  ).optional(),
});

export const trialSettings = z.strictObject({
  end_behavior: z.strictObject({ missing_payment_method: z.enum(["cancel", "create_invoice", "pause"]) }),
});

export const proration = z.enum(["always_invoice", "create_prorations", "none"]);

/** `discounts[0][coupon]`, `…[promotion_code]` or `…[discount]`. */
export const discountList = z
  .array(
    z.strictObject({
      coupon: text.optional(),
      promotion_code: text.optional(),
      discount: text.optional(),
    }),
  )
  .max(20);

export const itemChanges = z
  .array(
    z.strictObject({
      id: text.optional(),
      price: text.optional(),
      quantity: whole.optional(),
      deleted: flag.optional(),
      metadata: metadata.optional(),
    }),
  )
  .max(20);

const automaticTax = z.strictObject({ enabled: flag });
export const cancelAt = z.union([z.enum(["min_period_end", "max_period_end"]), whole]);
export const anchorChange = z.strictObject({ type: z.enum(["now", "unchanged"]) });
export const trialEnd = z.union([z.literal("now"), whole]);

const BOTH = {
  automatic_tax: automaticTax.optional(),
  cancel_at_period_end: flag.optional(),
  collection_method: z.enum(["charge_automatically", "send_invoice"]).optional(),
  days_until_due: whole.optional(),
  default_payment_method: text.optional(),
  default_tax_rates: emptyable(z.array(text).max(5)).optional(),
  description: emptyable(text).optional(),
  discounts: emptyable(discountList).optional(),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  trial_settings: trialSettings.optional(),
};

export const CreateParams = paramsOf<Stripe.SubscriptionCreateParams>()({
  ...BOTH,
  billing_cycle_anchor: whole.optional(),
  billing_mode: z.strictObject({ type: z.literal("flexible") }).optional(),
  cancel_at: cancelAt.optional(),
  currency: text.optional(),
  customer: text,
  items: z
    .array(z.strictObject({ price: text, quantity: whole.optional(), metadata: metadata.optional() }))
    .min(1)
    .max(20),
  payment_behavior: z.enum(["allow_incomplete", "default_incomplete", "error_if_incomplete"]).optional(),
  proration_behavior: proration.optional(),
  trial_end: trialEnd.optional(),
  trial_period_days: whole.optional(),
});

export const UpdateParams = paramsOf<Stripe.SubscriptionUpdateParams>()({
  ...BOTH,
  billing_cycle_anchor: anchorChange.optional(),
  cancel_at: emptyable(cancelAt).optional(),
  cancellation_details: details.optional(),
  items: itemChanges.min(1).optional(),
  pause_collection: emptyable(
    z.strictObject({
      behavior: z.enum(["keep_as_draft", "mark_uncollectible", "void"]),
      resumes_at: whole.optional(),
    }),
  ).optional(),
  payment_behavior: z
    .enum(["allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete"])
    .optional(),
  proration_behavior: proration.optional(),
  proration_date: whole.optional(),
  trial_end: trialEnd.optional(),
});

export const CancelParams = paramsOf<Stripe.SubscriptionCancelParams>()({
  cancellation_details: details.optional(),
  invoice_now: flag.optional(),
  prorate: flag.optional(),
});

const billFor = z.strictObject({
  outstanding_usage_through: z.strictObject({ type: z.enum(["none", "now"]) }).optional(),
  unused_time_from: z.strictObject({ type: z.enum(["item_current_period_start", "none", "now"]) }).optional(),
});

export const PauseParams = paramsOf<Stripe.SubscriptionPauseParams>()({
  bill_for: billFor.optional(),
  invoicing_behavior: z.enum(["invoice", "pending_invoice_item"]).optional(),
  type: z.literal("subscription").optional(),
});

export const ResumeParams = paramsOf<Stripe.SubscriptionResumeParams>()({
  billing_cycle_anchor: anchorChange.optional(),
  payment_behavior: z.enum(["resume_on_payment_attempt", "resume_on_payment_success"]).optional(),
  proration_behavior: proration.optional(),
  proration_date: whole.optional(),
});
