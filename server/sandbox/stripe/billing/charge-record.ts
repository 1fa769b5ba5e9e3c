import type { Charge, PaymentIntent, PaymentMethod } from "../core/collections.ts";
import type { Tx } from "../core/tx.ts";
import type { Refusal } from "./charging.ts";

/** The record of one attempt to charge `method` for `intent`; `refusal` is null when it went through. */
export function chargeOf(
  tx: Tx,
  intent: PaymentIntent,
  method: PaymentMethod,
  refusal: Refusal | null,
): Charge {
  const isPaid = refusal === null;
  return {
    id: tx.newId("ch"),
    object: "charge",
    amount: intent.amount,
    amount_captured: isPaid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: tx.merchant.name.toUpperCase().slice(0, 22),
    captured: isPaid,
    created: tx.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: refusal?.code ?? null,
    failure_message: refusal?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: outcomeOf(refusal),
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(intent, method),
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: isPaid ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  };
}

function outcomeOf(refusal: Refusal | null): Charge["outcome"] {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: refusal ? "declined_by_network" : "approved_by_network",
    reason: refusal?.decline_code ?? null,
    risk_level: "normal",
    seller_message: refusal ? "The bank did not return any further details." : "Payment complete.",
    type: refusal ? "issuer_declined" : "authorized",
  };
}

function detailsOf(intent: PaymentIntent, { card }: PaymentMethod): Charge["payment_method_details"] {
  if (!card) return null;
  return {
    type: "card",
    card: {
      amount_authorized: intent.amount,
      authorization_code: null,
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: card.regulated_status,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
