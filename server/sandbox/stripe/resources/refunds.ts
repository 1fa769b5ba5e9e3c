import type Stripe from "stripe";
import { z } from "zod";
import { chargeToRefund, refundCharge } from "../billing/refunding.ts";
import { mergeMetadata } from "../core/changes.ts";
import { type Refund, refunds } from "../core/collections.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { amount, created, metadata, paramsOf, text } from "../core/params.ts";

const CreateParams = paramsOf<Stripe.RefundCreateParams>()({
  amount: amount.optional(),
  charge: text.optional(),
  metadata: metadata.optional(),
  payment_intent: text.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
});
const UpdateParams = paramsOf<Stripe.RefundUpdateParams>()({ metadata: metadata.optional() });

export const refundResource: Resource = {
  collections: [refunds],
  operations: [
    operation({
      method: "POST",
      path: "/v1/refunds",
      params: CreateParams,
      run: ({ tx, params }) =>
        refundCharge(tx, chargeToRefund(tx, params), {
          amount: params.amount,
          reason: params.reason,
          metadata: mergeMetadata({}, params.metadata),
        }),
    }),
    retrieve("/v1/refunds/{id}", refunds),
    operation({
      method: "POST",
      path: "/v1/refunds/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, refunds, path("id"));
        const refund: Refund = { ...old, metadata: mergeMetadata(old.metadata ?? {}, params.metadata) };
        tx.put(refunds, refund);
        tx.emit("refund.updated", refund, old);
        return refund;
      },
    }),
    list({
      path: "/v1/refunds",
      from: refunds,
      filters: { charge: text.optional(), created: created.optional(), payment_intent: text.optional() },
      matches: (refund, filters) =>
        (filters.charge === undefined || refund.charge === filters.charge) &&
        (filters.payment_intent === undefined || refund.payment_intent === filters.payment_intent) &&
        isWithin(refund.created, filters.created),
    }),
  ],
};
