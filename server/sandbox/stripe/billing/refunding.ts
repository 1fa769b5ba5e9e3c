import { type Charge, charges, paymentIntents, type Refund, refunds } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";

interface RefundSpec {
  amount?: number | undefined;
  reason?: Refund["reason"] | undefined;
  metadata?: Record<string, string>;
}

/** @throws 400 when there is nothing, or less than asked for, left to give back */
export function refundCharge(tx: Tx, charge: Charge, { amount, reason, metadata }: RefundSpec): Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  if (!charge.paid || left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: "charge_already_refunded",
    });
  }
  if (charge.disputed) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
  }
  const given = amount ?? left;
  if (given <= 0 || given > left) {
    throw invalidRequest(`Refund amount (${given}) is greater than unrefunded amount on charge (${left})`, {
      param: "amount",
    });
  }
  const refund = tx.put(refunds, {
    id: tx.newId("re"),
    object: "refund",
    amount: given,
    balance_transaction: null,
    charge: charge.id,
    created: tx.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference: tx.newId("ref").slice(-12), reference_status: "available", type: "refund" },
      type: "card",
    },
    metadata: metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  });
  const refunded: Charge = {
    ...charge,
    amount_refunded: charge.amount_refunded + given,
    refunded: given === left,
  };
  tx.put(charges, refunded);
  tx.emit("refund.created", refund);
  tx.emit("charge.refunded", refunded, charge);
  return refund;
}

/** The charge a refund names: itself, or by the payment intent it fulfilled. */
export function chargeToRefund(
  reader: Reader,
  asked: { charge?: string | undefined; payment_intent?: string | undefined },
): Charge {
  if (asked.charge !== undefined) return mustGet(reader, charges, asked.charge, "charge");
  if (asked.payment_intent === undefined) {
    throw invalidRequest(
      "One of the following params should be provided for this request: payment_intent or charge.",
    );
  }
  const intent = mustGet(reader, paymentIntents, asked.payment_intent, "payment_intent");
  const charge = reader.get(charges, intent.latest_charge ?? "");
  if (!charge || intent.status !== "succeeded") {
    throw invalidRequest("This PaymentIntent does not have a successful charge to refund.", {
      param: "payment_intent",
    });
  }
  return charge;
}
