import { idOf } from "../../stripe-values.ts";
import type { StripeEventFamily } from "./family.ts";
import { refresh } from "./refresh.ts";

/** What went back, by us or by hand at Stripe. A refund leaves the subscription as it is: who refunds says what ends. */
export const moneyBackEvents: StripeEventFamily = {
  scope: "tenant",
  types: [
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "credit_note.created",
    "credit_note.updated",
    "credit_note.voided",
  ],
  apply: async ({ ctx }) => refresh(ctx, "invoice"),
  /** Of a refund that does not name its customer, as Stripe's older versions send it. */
  async findCustomer(stripe, objectId) {
    if (!objectId.startsWith("re_")) return null;
    const { charge } = await stripe.refunds.retrieve(objectId, { expand: ["charge"] });
    return typeof charge === "object" ? idOf(charge?.customer) : null;
  },
};
