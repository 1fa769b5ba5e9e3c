import type Stripe from "stripe";
import { type Charge, charges, type Dispute, disputes } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import type { Timer } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import type { Wire } from "../core/wire.ts";
import { DAY } from "./calendar.ts";

/** What a dispute costs, in minor units, won or lost. */
const DISPUTE_FEE = 1500;
const EVIDENCE_DAYS = 9;

/** The bank takes the money back at once; the merchant has nine days to answer. */
export function openDispute(tx: Tx, charge: Charge, reason: string): Dispute {
  if (charge.disputed) throw invalidRequest(`Charge ${charge.id} is disputed already.`);
  if (!charge.paid) throw invalidRequest("Only a charge that succeeded can be disputed.");
  const id = tx.newId("dp");
  tx.put(charges, { ...charge, disputed: true });
  const dispute = tx.put(disputes, {
    id,
    object: "dispute",
    amount: charge.amount,
    balance_transactions: [moneyOf(tx, id, charge, -1)],
    charge: charge.id,
    created: tx.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: tx.now + EVIDENCE_DAYS * DAY,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    network_reason_code: "83",
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: "visa", case_type: "chargeback", network: "visa", network_reason_code: "83" },
      type: "card",
    },
    reason,
    status: "needs_response",
  });
  tx.emit("charge.dispute.created", dispute);
  tx.emit("charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

const isOpen = ({ status }: Dispute): boolean => status === "needs_response" || status === "under_review";

/** The bank's word. What is won comes back; the fee does not. */
export function closeDispute(tx: Tx, old: Dispute, outcome: "won" | "lost"): Dispute {
  if (!isOpen(old)) throw invalidRequest(`This dispute is already ${old.status}.`);
  const charge = tx.get(charges, old.charge);
  const isWon = outcome === "won";
  const returned = isWon && charge ? [moneyOf(tx, old.id, charge, 1)] : [];
  const closed: Dispute = {
    ...old,
    balance_transactions: [...old.balance_transactions, ...returned],
    status: outcome,
  };
  tx.put(disputes, closed);
  tx.emit("charge.dispute.closed", closed);
  if (isWon) tx.emit("charge.dispute.funds_reinstated", closed);
  return closed;
}

/** An unanswered dispute is lost when its time is over. */
export function* disputeTimers(reader: Reader): Iterable<Timer> {
  for (const dispute of reader.all(disputes)) {
    const { due_by } = dispute.evidence_details;
    if (dispute.status === "needs_response" && due_by !== null) {
      yield { at: due_by, run: (tx) => void closeDispute(tx, dispute, "lost") };
    }
  }
}

function moneyOf(tx: Tx, dispute: string, charge: Charge, sign: 1 | -1): Wire<Stripe.BalanceTransaction> {
  const fee = sign === -1 ? DISPUTE_FEE : 0;
  const amount = sign * charge.amount;
  return {
    id: tx.newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: tx.now,
    balance_type: "payments",
    created: tx.now,
    currency: charge.currency,
    description: sign === -1 ? "Chargeback withdrawal" : "Chargeback reversal",
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: charge.currency,
              description: "Dispute fee",
              type: "stripe_fee",
            },
          ],
    net: amount - fee,
    reporting_category: sign === -1 ? "dispute" : "dispute_reversal",
    source: dispute,
    status: "available",
    type: "adjustment",
  };
}

const NO_EVIDENCE: Dispute["evidence"] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
