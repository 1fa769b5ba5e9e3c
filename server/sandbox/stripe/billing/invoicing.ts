import type { Customer, Invoice, InvoicePayment, PaymentIntent, PaymentMethod } from "../core/collections.ts";
import { customers, invoicePayments, invoices, paymentIntents } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { DAY } from "./calendar.ts";
import { cancelIntent, chargeIntent, createIntent, type Refusal } from "./charging.ts";

/** Days after each failed attempt until the next; after the last the subscription is canceled. */
export const DUNNING_DAYS = [3, 5, 7];

export type PaymentResult =
  | { isPaid: true; invoice: Invoice }
  | { isPaid: false; invoice: Invoice; refusal: Refusal };

/**
 * draft → open, with its number and, when something is due, the payment intent that will collect it. Credit of the
 * customer (a negative balance) is used up first; a negative total becomes credit.
 */
export function finalizeInvoice(tx: Tx, draft: Invoice): Invoice {
  if (draft.status !== "draft") {
    throw invalidRequest("This invoice is already finalized, you can't re-finalize a non-draft invoice.");
  }
  const customer = mustGet(tx, customers, draft.customer ?? "", "customer");
  const sequence = customer.next_invoice_sequence ?? 1;
  const owed = draft.total + customer.balance;
  const amountDue = Math.max(0, owed);
  const balance = Math.min(0, owed);
  putCustomer(
    tx,
    { ...customer, currency: draft.currency, balance, next_invoice_sequence: sequence + 1 },
    customer,
  );
  const open: Invoice = {
    ...draft,
    amount_due: amountDue,
    amount_remaining: amountDue,
    automatically_finalizes_at: null,
    effective_at: tx.now,
    ending_balance: balance,
    hosted_invoice_url: `${tx.merchant.publicUrl}/i/${draft.id}`,
    number: `${customer.invoice_prefix ?? "INV"}-${String(sequence).padStart(4, "0")}`,
    starting_balance: customer.balance,
    status: "open",
    status_transitions: { ...draft.status_transitions, finalized_at: tx.now },
  };
  tx.put(invoices, open);
  if (open.amount_due > 0) requestPayment(tx, open);
  tx.emit("invoice.finalized", open);
  return open;
}

/** The invoice sequence moves silently, as at Stripe; a change of credit is told. */
function putCustomer(tx: Tx, next: Customer, old: Customer): void {
  tx.put(customers, next);
  if (next.balance !== old.balance) tx.emit("customer.updated", next, old);
}

function requestPayment(tx: Tx, invoice: Invoice): void {
  const intent = createIntent(tx, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer,
    description:
      invoice.billing_reason === "subscription_create" ? "Subscription creation" : "Subscription update",
  });
  tx.put(invoicePayments, {
    id: tx.newId("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: tx.now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

export const paymentsOf = (reader: Reader, invoice: string): InvoicePayment[] =>
  reader.all(invoicePayments).filter((payment) => payment.invoice === invoice);

function openPaymentOf(tx: Tx, invoice: Invoice): { payment: InvoicePayment; intent: PaymentIntent } {
  const payment = paymentsOf(tx, invoice.id).find(({ status }) => status === "open");
  if (!payment) throw new Error(`Invoice ${invoice.id} is open without a payment.`);
  return { payment, intent: mustGet(tx, paymentIntents, payment.payment.payment_intent ?? "") };
}

/** Collects an open invoice with `method`; null means there is no card to charge. */
export function payInvoice(tx: Tx, invoice: Invoice, method: PaymentMethod | null): PaymentResult {
  if (invoice.status !== "open") throw invalidRequest(`Invoice is not open: it is ${invoice.status}.`);
  if (invoice.amount_due === 0) return { isPaid: true, invoice: settle(tx, invoice) };
  const { payment, intent } = openPaymentOf(tx, invoice);
  if (!method) {
    const refusal = {
      code: "missing_payment_method",
      message: "This customer has no default payment method.",
    };
    return { isPaid: false, invoice: fail(tx, invoice), refusal };
  }
  const outcome = chargeIntent(tx, intent, method);
  if (outcome.kind === "refused") {
    const failed = fail(tx, invoice);
    if (outcome.intent.status === "requires_action") tx.emit("invoice.payment_action_required", failed);
    return { isPaid: false, invoice: failed, refusal: outcome.refusal };
  }
  const paid: InvoicePayment = {
    ...payment,
    amount_paid: invoice.amount_due,
    status: "paid",
    status_transitions: { canceled_at: null, paid_at: tx.now },
  };
  tx.put(invoicePayments, paid);
  const settled = settle(tx, invoice);
  tx.emit("invoice_payment.paid", paid);
  return { isPaid: true, invoice: settled };
}

function settle(tx: Tx, invoice: Invoice): Invoice {
  const isFree = invoice.amount_due === 0;
  const paid: Invoice = {
    ...invoice,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempt_count: invoice.attempt_count + (isFree ? 0 : 1),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: "paid",
    status_transitions: { ...invoice.status_transitions, paid_at: tx.now },
  };
  tx.put(invoices, paid);
  tx.emit("invoice.paid", paid);
  tx.emit("invoice.payment_succeeded", paid);
  return paid;
}

function fail(tx: Tx, invoice: Invoice): Invoice {
  const attempts = invoice.attempt_count + 1;
  const wait = invoice.billing_reason === "subscription_create" ? undefined : DUNNING_DAYS[attempts - 1];
  const failed: Invoice = {
    ...invoice,
    attempt_count: attempts,
    attempted: true,
    next_payment_attempt: wait === undefined ? null : tx.now + wait * DAY,
  };
  tx.put(invoices, failed);
  tx.emit("invoice.payment_failed", failed);
  return failed;
}

export function voidInvoice(tx: Tx, invoice: Invoice): Invoice {
  if (invoice.status !== "open")
    throw invalidRequest(`You can only void an open invoice: it is ${invoice.status}.`);
  for (const payment of paymentsOf(tx, invoice.id).filter(({ status }) => status === "open")) {
    tx.put(invoicePayments, {
      ...payment,
      status: "canceled",
      status_transitions: { canceled_at: tx.now, paid_at: null },
    });
    if (payment.payment.payment_intent) cancelIntent(tx, payment.payment.payment_intent);
  }
  const used = (invoice.ending_balance ?? 0) - invoice.starting_balance;
  const customer = mustGet(tx, customers, invoice.customer ?? "", "customer");
  if (used !== 0) putCustomer(tx, { ...customer, balance: customer.balance - used }, customer);
  const voided: Invoice = {
    ...invoice,
    next_payment_attempt: null,
    status: "void",
    status_transitions: { ...invoice.status_transitions, voided_at: tx.now },
  };
  tx.put(invoices, voided);
  tx.emit("invoice.voided", voided);
  return voided;
}
