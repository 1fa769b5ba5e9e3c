import { endWhatIsUnpaid } from "../../money-back/end-what-is-unpaid.ts";
import { idOf } from "../../stripe-values.ts";
import type { StripeEventFamily } from "./family.ts";
import { refresh } from "./refresh.ts";

/** A dispute names its charge only. */
export const disputeEvents: StripeEventFamily = {
  scope: "tenant",
  types: [
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
  ],
  async apply({ ctx, objectId }) {
    if (objectId) await endWhatIsUnpaid(ctx, objectId);
    refresh(ctx, "invoice");
  },
  async findCustomer(stripe, objectId) {
    const { charge } = await stripe.disputes.retrieve(objectId, { expand: ["charge"] });
    return typeof charge === "object" ? idOf(charge.customer) : null;
  },
};
