import { setCheckoutStatus } from "../../checkout-store.ts";
import { syncSubscriptions } from "../../sync-subscriptions.ts";
import type { StripeEventFamily } from "./family.ts";

export const checkoutSessionEvents: StripeEventFamily = {
  types: [
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
  ],
  async apply({ ctx, type, objectId }) {
    // The checkout stays open, and so is reconciled, until what it led to is known.
    await syncSubscriptions(ctx);
    if (objectId) {
      await setCheckoutStatus(ctx.db, objectId, type === "checkout.session.expired" ? "expired" : "complete");
    }
  },
};
