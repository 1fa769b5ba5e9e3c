import { syncSubscriptions } from "../../sync-subscriptions.ts";
import type { StripeEventFamily } from "./family.ts";

/** What happens to an invoice decides whether its subscription is paid. */
export const invoiceEvents: StripeEventFamily = {
  types: [
    "invoice.paid",
    "invoice.payment_failed",
    "invoice.payment_action_required",
    "invoice.finalization_failed",
    "invoice.voided",
    "invoice.marked_uncollectible",
  ],
  apply: ({ ctx }) => syncSubscriptions(ctx),
};
