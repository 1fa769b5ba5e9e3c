import type { StripeEventFamily } from "./family.ts";

/** With what comes with the next period, and what Stripe says that the customer is entitled to. */
export const subscriptionEvents: StripeEventFamily = {
  scope: "tenant",
  types: [
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.resumed",
    "customer.subscription.pending_update_applied",
    "customer.subscription.pending_update_expired",
    "customer.subscription.trial_will_end",
    "subscription_schedule.aborted",
    "subscription_schedule.canceled",
    "subscription_schedule.completed",
    "subscription_schedule.created",
    "subscription_schedule.expiring",
    "subscription_schedule.released",
    "subscription_schedule.updated",
    "entitlements.active_entitlement_summary.updated",
  ],
};
