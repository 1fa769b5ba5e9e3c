import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, notFound } from "#server/kernel/errors.ts";
import { disputeStateOf } from "../invoices/money-back-of.ts";
import { findCustomer } from "../store.ts";
import { missing } from "../stripe-outage.ts";
import { idOf, momentOf } from "../stripe-values.ts";
import type { Dispute } from "./schema.ts";

/** @throws AppError `not_found` for what is not there, or is another customer's */
export async function readDispute(ctx: Ctx, id: string): Promise<Stripe.Dispute> {
  const { client } = ctx.ports.stripe;
  const [customer, dispute] = await Promise.all([
    findCustomer(ctx.db),
    client.disputes.retrieve(id, { expand: ["charge"] }).catch(missing),
  ]);
  const charge = typeof dispute?.charge === "object" ? dispute.charge : null;
  if (!dispute || !customer || idOf(charge?.customer) !== customer) throw notFound("This dispute");
  return dispute;
}

export async function viewDispute(stripe: Stripe, dispute: Stripe.Dispute): Promise<Dispute> {
  const { evidence_details: details } = dispute;
  return {
    id: dispute.id,
    state: disputeStateOf(dispute.status),
    status: dispute.status,
    reason: dispute.reason,
    amountMinor: dispute.amount,
    currency: dispute.currency,
    invoiceId: await invoiceOfDispute(stripe, dispute),
    answerBy: details.due_by === null ? null : momentOf(details.due_by),
    hasEvidence: details.has_evidence,
    isSubmitted: details.submission_count > 0,
    createdAt: momentOf(dispute.created),
  };
}

/** The invoice that the disputed payment paid. */
export async function invoiceOfDispute(
  stripe: Stripe,
  { payment_intent }: Stripe.Dispute,
): Promise<string | null> {
  const intent = idOf(payment_intent);
  if (!intent) return null;
  const payment = { type: "payment_intent" as const, payment_intent: intent };
  const { data } = await stripe.invoicePayments.list({ payment, limit: 1 });
  return idOf(data[0]?.invoice);
}

const AWAITING: readonly string[] = ["needs_response", "warning_needs_response", "appeal_needs_response"];

/** @throws AppError `conflict` */
export function mustAwaitAnswer({ status }: Stripe.Dispute): void {
  if (AWAITING.includes(status)) return;
  throw new AppError("conflict", `The bank waits for no answer: the dispute is ${status}.`, {
    reason: "dispute_closed",
    status,
  });
}
