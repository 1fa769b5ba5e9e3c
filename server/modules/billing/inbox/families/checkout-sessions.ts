import { setCheckoutStatus } from "../../checkout/checkout-store.ts";
import type { StripeEventFamily } from "./family.ts";

/** A checkout stays open, and so is reconciled, until what it led to is known. */
export const checkoutSessionEvents: StripeEventFamily = {
  scope: "tenant",
  types: [
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
  ],
  async apply({ ctx, type, objectId }) {
    if (!objectId) return;
    await setCheckoutStatus(ctx.db, objectId, type === "checkout.session.expired" ? "expired" : "complete");
  },
};
