import { syncSubscriptions } from "../../sync-subscriptions.ts";
import type { StripeEventFamily } from "./family.ts";

export const subscriptionEvents: StripeEventFamily = {
  types: [
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.resumed",
    "customer.subscription.pending_update_applied",
    "customer.subscription.pending_update_expired",
    "customer.subscription.trial_will_end",
  ],
  apply: ({ ctx }) => syncSubscriptions(ctx),
};
