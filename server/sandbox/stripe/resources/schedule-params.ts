import type Stripe from "stripe";
import { z } from "zod";
import { emptyable, flag, metadata, paramsOf, text, whole } from "../core/params.ts";
import { discountList, proration } from "./subscription-params.ts";

const phase = z.strictObject({
  billing_cycle_anchor: z.enum(["automatic", "phase_start"]).optional(),
  currency: text.optional(),
  discounts: emptyable(discountList).optional(),
  duration: z
    .strictObject({ interval: z.enum(["day", "week", "month", "year"]), interval_count: whole.optional() })
    .optional(),
  end_date: z.union([z.literal("now"), whole]).optional(),
  items: z
    .array(z.strictObject({ price: text, quantity: whole.optional(), metadata: metadata.optional() }))
    .min(1)
    .max(20),
  metadata: metadata.optional(),
  proration_behavior: proration.optional(),
  start_date: z.union([z.literal("now"), whole]).optional(),
});
export type PhaseParams = z.output<typeof phase>;

const endBehavior = z.enum(["cancel", "release"]);

export const CreateParams = paramsOf<Stripe.SubscriptionScheduleCreateParams>()({
  customer: text.optional(),
  end_behavior: endBehavior.optional(),
  from_subscription: text.optional(),
  metadata: metadata.optional(),
  phases: z.array(phase).min(1).max(10).optional(),
  start_date: z.union([z.literal("now"), whole]).optional(),
});

export const UpdateParams = paramsOf<Stripe.SubscriptionScheduleUpdateParams>()({
  end_behavior: endBehavior.optional(),
  metadata: metadata.optional(),
  phases: z.array(phase).min(1).max(10).optional(),
  proration_behavior: proration.optional(),
});

export const CancelParams = paramsOf<Stripe.SubscriptionScheduleCancelParams>()({
  invoice_now: flag.optional(),
  prorate: flag.optional(),
});

export const ReleaseParams = paramsOf<Stripe.SubscriptionScheduleReleaseParams>()({
  preserve_cancel_date: flag.optional(),
});
