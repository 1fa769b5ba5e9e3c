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

export const CreateParams = paramsOf<Stripe.SubscriptionCreateParams>()({
  billing_mode: z.strictObject({ type: z.literal("flexible") }).optional(),
  customer: text,
  default_payment_method: text.optional(),
  description: text.optional(),
  items: z
    .array(z.strictObject({ price: text, quantity: whole.optional() }))
    .min(1)
    .max(20),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_behavior: z.enum(["allow_incomplete", "default_incomplete", "error_if_incomplete"]).optional(),
  trial_end: whole.optional(),
  trial_period_days: whole.optional(),
  trial_settings: trialSettings.optional(),
});

export const UpdateParams = paramsOf<Stripe.SubscriptionUpdateParams>()({
  cancel_at_period_end: flag.optional(),
  cancellation_details: details.optional(),
  default_payment_method: text.optional(),
  description: emptyable(text).optional(),
  items: z
    .array(z.strictObject({ id: text, price: text, quantity: whole.optional() }))
    .min(1)
    .optional(),
  metadata: metadata.optional(),
  payment_behavior: z.enum(["allow_incomplete", "error_if_incomplete"]).optional(),
  proration_behavior: z.enum(["always_invoice", "none"]).optional(),
});

export const CancelParams = paramsOf<Stripe.SubscriptionCancelParams>()({
  cancellation_details: details.optional(),
});
