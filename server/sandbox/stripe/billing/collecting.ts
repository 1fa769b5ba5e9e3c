import {
  customers,
  type Invoice,
  type PaymentMethod,
  paymentMethods,
  type Subscription,
  subscriptions,
} from "../core/collections.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { cancelSubscription } from "./canceling.ts";
import { readBillingSettings } from "./dunning.ts";
import { type PaymentResult, payInvoice } from "./invoice-payments.ts";
import { finalizeInvoice } from "./invoicing.ts";
import { finishResume } from "./pausing.ts";
import { applyPendingUpdate } from "./pending-updates.ts";
import { activate, changeSubscription, methodFor } from "./subscribing.ts";

export function subscriptionOfInvoice(reader: Reader, invoice: Invoice): Subscription | null {
  const id = invoice.parent?.subscription_details?.subscription;
  return (id && reader.get(subscriptions, id)) || null;
}

/** What a paid invoice sets free: a change or a resume that waited for it, or a subscription that was stopped. */
export function afterPayment(tx: Tx, invoice: Invoice): Subscription | null {
  const subscription = subscriptionOfInvoice(tx, invoice);
  if (!subscription || subscription.status === "canceled") return subscription;
  return applyPendingUpdate(tx, invoice) ?? finishResume(tx, invoice) ?? activate(tx, subscription);
}

/** Charges an invoice by itself: the card on file, and the rules of dunning when that is refused. */
export function collectInvoice(tx: Tx, invoice: Invoice): PaymentResult | null {
  const open = invoice.status === "draft" ? finalizeInvoice(tx, invoice) : invoice;
  if (open.status !== "open") return null;
  const subscription = subscriptionOfInvoice(tx, open);
  if (open.collection_method === "send_invoice" && open.amount_due > 0) {
    tx.emit("invoice.sent", open);
    return null;
  }
  const result = payByHand(tx, open, null);
  if (!result.isPaid && subscription) afterRefusal(tx, subscription, result.invoice);
  return result;
}

/** Someone asks for the payment now: a refusal is answered, and changes nothing else. */
export function payByHand(tx: Tx, open: Invoice, chosen: PaymentMethod | null): PaymentResult {
  const subscription = subscriptionOfInvoice(tx, open);
  const result = payInvoice(
    tx,
    open,
    chosen ?? (subscription ? methodFor(tx, subscription) : customerMethod(tx, open)),
  );
  if (result.isPaid) afterPayment(tx, result.invoice);
  return result;
}

function customerMethod(reader: Reader, { customer }: Invoice): PaymentMethod | null {
  const id = reader.get(customers, customer ?? "")?.invoice_settings.default_payment_method;
  return (id && reader.get(paymentMethods, id)) || null;
}

function afterRefusal(tx: Tx, subscription: Subscription, invoice: Invoice): void {
  const { retryDays, finalStatus } = readBillingSettings(tx);
  if (subscription.ended_at !== null || subscription.pending_update || subscription.status === "paused")
    return;
  if (invoice.attempt_count <= retryDays.length) {
    if (subscription.status === "active") changeSubscription(tx, subscription, { status: "past_due" });
    return;
  }
  switch (finalStatus) {
    case "canceled":
      cancelSubscription(tx, subscription, { reason: "payment_failed" });
      return;
    case "unpaid":
    case "past_due":
      changeSubscription(tx, subscription, { status: finalStatus });
      return;
    default:
      finalStatus satisfies never;
  }
}
