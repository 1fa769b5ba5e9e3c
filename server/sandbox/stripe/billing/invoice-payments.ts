import {
  type Invoice,
  type InvoicePayment,
  invoicePayments,
  invoices,
  type PaymentIntent,
  type PaymentMethod,
  paymentIntents,
} from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { DAY } from "./calendar.ts";
import { cancelIntent, chargeIntent, createIntent, type Refusal } from "./charging.ts";
import { readBillingSettings } from "./dunning.ts";

export type PaymentResult =
  | { isPaid: true; invoice: Invoice }
  | { isPaid: false; invoice: Invoice; refusal: Refusal };

export function requestPayment(tx: Tx, invoice: Invoice): void {
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

export function intentOf(reader: Reader, invoice: string): PaymentIntent | undefined {
  const payment = paymentsOf(reader, invoice).at(-1);
  return reader.get(paymentIntents, payment?.payment.payment_intent ?? "");
}

export function cancelPayments(tx: Tx, invoice: Invoice): void {
  for (const payment of paymentsOf(tx, invoice.id).filter(({ status }) => status === "open")) {
    tx.put(invoicePayments, {
      ...payment,
      status: "canceled",
      status_transitions: { canceled_at: tx.now, paid_at: null },
    });
    if (payment.payment.payment_intent) cancelIntent(tx, payment.payment.payment_intent, "void_invoice");
  }
}

function openPaymentOf(tx: Tx, invoice: Invoice): { payment: InvoicePayment; intent: PaymentIntent } {
  const payment = paymentsOf(tx, invoice.id).find(({ status }) => status === "open");
  if (!payment) throw new Error(`Invoice ${invoice.id} is open without a payment.`);
  return { payment, intent: mustGet(tx, paymentIntents, payment.payment.payment_intent ?? "") };
}

/** Less is asked for than before: part of the invoice was credited. */
export function lowerPayment(tx: Tx, invoice: Invoice, amount: number): void {
  const { payment, intent } = openPaymentOf(tx, invoice);
  tx.put(invoicePayments, { ...payment, amount_requested: amount });
  tx.put(paymentIntents, { ...intent, amount });
}

/** Collects an open invoice with `method`; null means there is no card to charge. */
export function payInvoice(tx: Tx, invoice: Invoice, method: PaymentMethod | null): PaymentResult {
  if (invoice.status === "paid")
    throw invalidRequest("Invoice is already paid", { code: "invoice_already_paid" });
  if (invoice.status !== "open" && invoice.status !== "uncollectible") {
    throw invalidRequest(`Invoice is not open: it is ${invoice.status}.`);
  }
  if (invoice.amount_remaining === 0) return { isPaid: true, invoice: settleInvoice(tx, invoice) };
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
    amount_paid: invoice.amount_remaining,
    status: "paid",
    status_transitions: { canceled_at: null, paid_at: tx.now },
  };
  tx.put(invoicePayments, paid);
  const settled = settleInvoice(tx, invoice);
  tx.emit("invoice_payment.paid", paid);
  return { isPaid: true, invoice: settled };
}

/** Paid by other means than Stripe: no money is collected. */
export function payOutOfBand(tx: Tx, invoice: Invoice): PaymentResult {
  cancelPayments(tx, invoice);
  const settled = settleInvoice(tx, invoice);
  return {
    isPaid: true,
    invoice: tx.put(invoices, { ...settled, amount_paid_off_stripe: invoice.amount_remaining }),
  };
}

export function settleInvoice(tx: Tx, invoice: Invoice): Invoice {
  const isFree = invoice.amount_remaining === 0;
  const paid: Invoice = {
    ...invoice,
    amount_paid: invoice.amount_paid + invoice.amount_remaining,
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
  const isRetried = invoice.billing_reason !== "subscription_create" && invoice.auto_advance !== false;
  const wait = isRetried ? readBillingSettings(tx).retryDays[attempts - 1] : undefined;
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
