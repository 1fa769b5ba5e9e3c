import { idOf } from "../../stripe-values.ts";
import type { StripeEventFamily } from "./family.ts";
import { refresh } from "./refresh.ts";

/** Of an invoice that is paid, or is not, whichever event comes first brings the state. */
export const paymentEvents: StripeEventFamily = {
  scope: "tenant",
  types: [
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "payment_intent.requires_action",
    "payment_intent.canceled",
    "invoice_payment.paid",
  ],
  apply: async ({ ctx }) => refresh(ctx, "invoice"),
  /** Of a payment of an invoice, which does not name its payer. */
  async findCustomer(stripe, objectId) {
    if (!objectId.startsWith("inpay_")) return null;
    const { invoice } = await stripe.invoicePayments.retrieve(objectId, { expand: ["invoice"] });
    return typeof invoice === "object" && !invoice.deleted ? idOf(invoice.customer) : null;
  },
};
