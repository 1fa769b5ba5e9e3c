import { type Invoice, invoices, type Subscription, subscriptions } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import type { Timer } from "../core/operation.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { DAY, HOUR, nextBoundary } from "./calendar.ts";
import { DUNNING_DAYS, finalizeInvoice, payInvoice, voidInvoice } from "./invoicing.ts";
import { activate, changeSubscription, draftInvoice, methodFor } from "./subscribing.ts";
import { recurringOf } from "./subscription-record.ts";

const INCOMPLETE_LIFETIME = 23 * HOUR;
const TRIAL_NOTICE = 3 * DAY;
const DRAFT_LIFETIME = HOUR;

/** Trials whose end has been announced. */
const trialNotices = collection<{ id: string }>("sandbox.trial_notice");

export const periodOf = (subscription: Subscription) => {
  const [item] = subscription.items.data;
  if (!item) throw new Error(`Subscription ${subscription.id} has no items.`);
  return { start: item.current_period_start, end: item.current_period_end, price: item.price };
};

type CancelReason = NonNullable<NonNullable<Subscription["cancellation_details"]>["reason"]>;

export function cancelSubscription(tx: Tx, old: Subscription, reason: CancelReason): Subscription {
  if (old.status === "canceled" || old.status === "incomplete_expired") {
    throw invalidRequest(`This subscription is already ${old.status}.`, { code: "resource_missing" });
  }
  voidOpenInvoices(tx, old);
  const canceled = tx.put(subscriptions, {
    ...old,
    canceled_at: old.canceled_at ?? tx.now,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...old.cancellation_details,
      reason,
    },
    ended_at: tx.now,
    status: "canceled",
  });
  tx.emit("customer.subscription.deleted", canceled);
  return canceled;
}

const invoicesOf = (reader: Reader, subscription: Subscription): Invoice[] =>
  reader
    .all(invoices)
    .filter((invoice) => invoice.parent?.subscription_details?.subscription === subscription.id);

function voidOpenInvoices(tx: Tx, subscription: Subscription): void {
  for (const invoice of invoicesOf(tx, subscription)) if (invoice.status === "open") voidInvoice(tx, invoice);
}

/** What will happen to a subscription by itself. */
export function* subscriptionTimers(reader: Reader): Iterable<Timer> {
  for (const subscription of reader.all(subscriptions)) {
    const { status, trial_end, created, cancel_at } = subscription;
    const isRunning = status === "trialing" || status === "active" || status === "past_due";
    if (status === "incomplete") {
      yield { at: created + INCOMPLETE_LIFETIME, run: (tx) => expireIncomplete(tx, subscription) };
    }
    if (status === "trialing" && trial_end && !reader.get(trialNotices, subscription.id)) {
      yield {
        at: Math.max(created, trial_end - TRIAL_NOTICE),
        run: (tx) => announceTrialEnd(tx, subscription),
      };
    }
    if (!isRunning) continue;
    const { end } = periodOf(subscription);
    if (cancel_at && cancel_at <= end) {
      yield {
        at: cancel_at,
        run: (tx) => void cancelSubscription(tx, subscription, "cancellation_requested"),
      };
    } else {
      yield { at: end, run: (tx) => renew(tx, subscription) };
    }
  }
}

function expireIncomplete(tx: Tx, subscription: Subscription): void {
  voidOpenInvoices(tx, subscription);
  changeSubscription(tx, subscription, { ended_at: tx.now, status: "incomplete_expired" });
}

function announceTrialEnd(tx: Tx, subscription: Subscription): void {
  tx.put(trialNotices, { id: subscription.id });
  tx.emit("customer.subscription.trial_will_end", subscription);
}

function renew(tx: Tx, old: Subscription): void {
  if (old.status === "trialing" && !methodFor(tx, old)) {
    const behavior = old.trial_settings?.end_behavior.missing_payment_method;
    if (behavior === "cancel") {
      cancelSubscription(tx, old, "payment_failed");
      return;
    }
    if (behavior === "pause") {
      tx.emit("customer.subscription.paused", changeSubscription(tx, old, { status: "paused" }));
      return;
    }
  }
  const { end: start, price } = periodOf(old);
  const end = nextBoundary(old.billing_cycle_anchor, recurringOf(price), start);
  const items = old.items.data.map((item) => ({
    ...item,
    current_period_start: start,
    current_period_end: end,
  }));
  const renewed: Subscription = {
    ...old,
    items: listOf(old.items.url, items),
    status: old.status === "trialing" ? "active" : old.status,
  };
  const draft = draftInvoice(tx, renewed, "subscription_cycle", { start, end }, tx.now + DRAFT_LIFETIME);
  changeSubscription(tx, old, { ...renewed, latest_invoice: draft.id });
}

/** Drafts are finalized and collected after an hour; refused payments are tried again. */
export function* invoiceTimers(reader: Reader): Iterable<Timer> {
  for (const invoice of reader.all(invoices)) {
    const isWaiting = invoice.status === "draft" || invoice.status === "open";
    if (!isWaiting || invoice.next_payment_attempt === null) continue;
    yield { at: invoice.next_payment_attempt, run: (tx) => void collectInvoice(tx, invoice) };
  }
}

function collectInvoice(tx: Tx, invoice: Invoice): void {
  const open = invoice.status === "draft" ? finalizeInvoice(tx, invoice) : invoice;
  const subscription = subscriptionOfInvoice(tx, open);
  const result = payInvoice(tx, open, subscription && methodFor(tx, subscription));
  if (!subscription) return;
  if (result.isPaid) activate(tx, subscription);
  else if (result.invoice.attempt_count > DUNNING_DAYS.length)
    cancelSubscription(tx, subscription, "payment_failed");
  else if (subscription.status === "active") changeSubscription(tx, subscription, { status: "past_due" });
}

export function subscriptionOfInvoice(reader: Reader, invoice: Invoice): Subscription | null {
  const id = invoice.parent?.subscription_details?.subscription;
  return (id && reader.get(subscriptions, id)) || null;
}
