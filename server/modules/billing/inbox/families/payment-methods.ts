import type { StripeEventFamily } from "./family.ts";
import { refresh } from "./refresh.ts";

/** Ways to pay are kept at Stripe alone, also what a bank renews by itself. */
export const paymentMethodEvents: StripeEventFamily = {
  scope: "tenant",
  types: [
    "payment_method.attached",
    "payment_method.detached",
    "payment_method.updated",
    "payment_method.automatically_updated",
    "setup_intent.succeeded",
    "setup_intent.setup_failed",
  ],
  apply: async ({ ctx }) => refresh(ctx, "paymentMethod"),
};
