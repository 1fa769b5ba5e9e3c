import type Stripe from "stripe";
import { z } from "zod";
import { closeDispute, disputeTimers } from "../billing/disputing.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type Dispute, disputes } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, flag, metadata, noParams, paramsOf, text } from "../core/params.ts";

const evidence = z.string().max(20_000).optional();
const UpdateParams = paramsOf<Stripe.DisputeUpdateParams>()({
  evidence: z
    .strictObject({
      access_activity_log: evidence,
      cancellation_policy_disclosure: evidence,
      cancellation_rebuttal: evidence,
      customer_email_address: evidence,
      customer_name: evidence,
      product_description: evidence,
      refund_policy_disclosure: evidence,
      refund_refusal_explanation: evidence,
      service_date: evidence,
      uncategorized_text: evidence,
    })
    .optional(),
  metadata: metadata.optional(),
  submit: flag.optional(),
});

export const disputeResource: Resource = {
  collections: [disputes],
  timers: disputeTimers,
  operations: [
    retrieve("/v1/disputes/{id}", disputes),
    operation({
      method: "POST",
      path: "/v1/disputes/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, disputes, path("id"));
        if (old.status !== "needs_response") throw invalidRequest(`This dispute is ${old.status}.`);
        const isSubmitted = params.submit ?? true;
        const said = params.evidence;
        const dispute: Dispute = {
          ...old,
          evidence: { ...old.evidence, ...given(said ?? {}) },
          evidence_details: {
            ...old.evidence_details,
            has_evidence: old.evidence_details.has_evidence || said !== undefined,
            submission_count: old.evidence_details.submission_count + (said && isSubmitted ? 1 : 0),
            submission_method: said && isSubmitted ? "manual" : old.evidence_details.submission_method,
          },
          metadata: mergeMetadata(old.metadata, params.metadata),
          status: said && isSubmitted ? "under_review" : old.status,
        };
        tx.put(disputes, dispute);
        tx.emit("charge.dispute.updated", dispute, old);
        // Stripe's magic words. Source: docs.stripe.com/testing#disputes.
        if (said?.uncategorized_text === "winning_evidence") return closeDispute(tx, dispute, "won");
        if (said?.uncategorized_text === "losing_evidence") return closeDispute(tx, dispute, "lost");
        return dispute;
      },
    }),
    operation({
      method: "POST",
      path: "/v1/disputes/{id}/close",
      params: noParams,
      run: ({ tx, path }) => closeDispute(tx, mustGet(tx, disputes, path("id")), "lost"),
    }),
    list({
      path: "/v1/disputes",
      from: disputes,
      filters: { charge: text.optional(), created: created.optional(), payment_intent: text.optional() },
      matches: (dispute, filters) =>
        (filters.charge === undefined || dispute.charge === filters.charge) &&
        (filters.payment_intent === undefined || dispute.payment_intent === filters.payment_intent) &&
        isWithin(dispute.created, filters.created),
    }),
  ],
};
