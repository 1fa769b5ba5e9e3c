import { syncSubscriptions } from "../../sync-subscriptions.ts";
import type { StripeEventFamily } from "./family.ts";

/** Deleting a customer at Stripe ends its subscriptions. */
export const customerEvents: StripeEventFamily = {
  types: ["customer.deleted"],
  apply: ({ ctx }) => syncSubscriptions(ctx),
};
