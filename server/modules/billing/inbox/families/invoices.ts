import type { StripeEventFamily } from "./family.ts";
import { refresh } from "./refresh.ts";

/** Invoices decide whether a subscription is paid, and are kept at Stripe alone. */
export const invoiceEvents: StripeEventFamily = {
  scope: "tenant",
  types: [
    "invoice.finalized",
    "invoice.finalization_failed",
    "invoice.upcoming",
    "invoice.will_be_due",
    "invoice.overdue",
    "invoice.paid",
    "invoice.payment_failed",
    "invoice.payment_action_required",
    "invoice.updated",
    "invoice.overpaid",
    "invoice.voided",
    "invoice.marked_uncollectible",
  ],
  apply: async ({ ctx }) => refresh(ctx, "invoice"),
};
