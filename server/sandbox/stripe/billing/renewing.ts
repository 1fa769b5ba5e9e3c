import { customers, type Invoice, invoices, type Subscription, subscriptions } from "../core/collections.ts";
import { mustGet, type Timer } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { DAY, HOUR } from "./calendar.ts";
import { cancelSubscription, voidOpenInvoices } from "./canceling.ts";
import { collectInvoice } from "./collecting.ts";
import { readBillingSettings } from "./dunning.ts";
import { finalizeInvoice, markUncollectible, voidInvoice } from "./invoicing.ts";
import { isNoticed, notice } from "./notices.ts";
import { markPaused } from "./pausing.ts";
import { onlyPeriod } from "./planning.ts";
import { previewUpcoming } from "./previewing.ts";
import { draftRenewal } from "./renewal-draft.ts";
import { changeSubscription, methodFor } from "./subscribing.ts";

const INCOMPLETE_LIFETIME = 23 * HOUR;
const TRIAL_NOTICE = 3 * DAY;

/** What will happen to a subscription by itself. */
export function* subscriptionTimers(reader: Reader): Iterable<Timer> {
  for (const subscription of reader.all(subscriptions)) {
    const clock = subscription.test_clock;
    for (const timer of timersOf(reader, subscription)) yield { ...timer, clock };
  }
}

function* timersOf(reader: Reader, subscription: Subscription): Iterable<Timer> {
  const { status, created, cancel_at, id } = subscription;
  if (status === "incomplete") {
    yield { at: created + INCOMPLETE_LIFETIME, run: (tx) => expireIncomplete(tx, subscription) };
  }
  if (!isRunning(status)) return;
  yield* noticeTimers(reader, subscription);
  const { end } = onlyPeriod(subscription);
  const isEnding = cancel_at !== null && cancel_at <= end;
  yield isEnding
    ? { at: cancel_at, run: (tx) => cancelAsScheduled(tx, subscription) }
    : { at: end, run: (tx) => renew(tx, id) };
}

const isRunning = (status: Subscription["status"]): boolean =>
  status === "trialing" || status === "active" || status === "past_due" || status === "unpaid";

function* noticeTimers(reader: Reader, subscription: Subscription): Iterable<Timer> {
  const { id, status, trial_end, created, cancel_at } = subscription;
  const { end } = onlyPeriod(subscription);
  if (status === "trialing" && trial_end && !isNoticed(reader, "trial_will_end", id)) {
    yield {
      at: Math.max(created, trial_end - TRIAL_NOTICE),
      run: (tx) => announceTrialEnd(tx, subscription),
    };
  }
  const upcoming = `${id}:${end}`;
  if (cancel_at === null && !isNoticed(reader, "upcoming", upcoming)) {
    const at = end - readBillingSettings(reader).upcomingDays * DAY;
    if (at > created) yield { at, run: (tx) => announceRenewal(tx, subscription, upcoming) };
  }
}

function announceTrialEnd(tx: Tx, subscription: Subscription): void {
  notice(tx, "trial_will_end", subscription.id);
  tx.emit("customer.subscription.trial_will_end", subscription);
}

function announceRenewal(tx: Tx, subscription: Subscription, key: string): void {
  notice(tx, "upcoming", key);
  const preview = previewUpcoming(tx, subscription);
  if (preview) tx.emit("invoice.upcoming", preview);
}

function expireIncomplete(tx: Tx, subscription: Subscription): void {
  voidOpenInvoices(tx, subscription);
  changeSubscription(tx, subscription, { ended_at: tx.now, status: "incomplete_expired" });
}

/** The end that was arranged: before the period's own, the rest of it is given back. */
function cancelAsScheduled(tx: Tx, subscription: Subscription): void {
  const isAtPeriodEnd = tx.now >= onlyPeriod(subscription).end;
  const { id } = subscription;
  cancelSubscription(
    tx,
    { id },
    {
      reason: "cancellation_requested",
      isAtPeriodEnd: true,
      isProrated: !isAtPeriodEnd && !isNoticed(tx, "cancel_without_proration", id),
    },
  );
}

function renew(tx: Tx, id: string): void {
  const old = mustGet(tx, subscriptions, id);
  if (old.status === "trialing" && !methodFor(tx, old) && old.collection_method !== "send_invoice") {
    const behavior = old.trial_settings?.end_behavior.missing_payment_method;
    if (behavior === "cancel") {
      cancelSubscription(tx, old, { reason: "payment_failed" });
      return;
    }
    if (behavior === "pause") {
      markPaused(tx, old, "trial_end_without_payment_method");
      return;
    }
  }
  const draft = draftRenewal(tx, old);
  settlePaused(tx, draft, old.pause_collection);
}

function settlePaused(tx: Tx, draft: Invoice, pause: Subscription["pause_collection"]): void {
  if (!pause || pause.behavior === "keep_as_draft") return;
  const open = finalizeInvoice(tx, draft);
  if (open.status !== "open") return;
  if (pause.behavior === "void") voidInvoice(tx, open);
  else markUncollectible(tx, open);
}

/** Drafts are finalized and collected after an hour; refused payments are tried again; due dates are told. */
export function* invoiceTimers(reader: Reader): Iterable<Timer> {
  for (const invoice of reader.all(invoices)) {
    for (const timer of timersOfInvoice(reader, invoice)) yield { ...timer, clock: invoice.test_clock };
  }
}

function* timersOfInvoice(reader: Reader, invoice: Invoice): Iterable<Timer> {
  if (!invoice.customer || !reader.get(customers, invoice.customer)) return;
  const isWaiting = invoice.status === "draft" || invoice.status === "open";
  if (isWaiting && invoice.next_payment_attempt !== null) {
    yield { at: invoice.next_payment_attempt, run: (tx) => collect(tx, invoice) };
  }
  if (invoice.status === "open" && invoice.due_date !== null)
    yield* dueTimers(reader, invoice, invoice.due_date);
}

function collect(tx: Tx, invoice: Invoice): void {
  const sent = { ...invoice, next_payment_attempt: null };
  if (invoice.collection_method === "send_invoice") tx.put(invoices, sent);
  const days = invoiceDays(tx, invoice);
  collectInvoice(tx, days === null ? invoice : { ...sent, due_date: tx.now + days * DAY });
}

const invoiceDays = (reader: Reader, invoice: Invoice): number | null =>
  reader.get(subscriptions, invoice.parent?.subscription_details?.subscription ?? "")?.days_until_due ?? null;

function* dueTimers(reader: Reader, invoice: Invoice, due: number): Iterable<Timer> {
  if (!isNoticed(reader, "will_be_due", invoice.id)) {
    const at = Math.max(invoice.created, due - readBillingSettings(reader).willBeDueDays * DAY);
    yield {
      at,
      run(tx) {
        notice(tx, "will_be_due", invoice.id);
        tx.emit("invoice.will_be_due", invoice);
      },
    };
  }
  if (isNoticed(reader, "overdue", invoice.id)) return;
  yield {
    at: due,
    run(tx) {
      notice(tx, "overdue", invoice.id);
      tx.emit("invoice.overdue", invoice);
      const id = invoice.parent?.subscription_details?.subscription;
      const subscription = id && tx.get(subscriptions, id);
      if (subscription && subscription.status === "active") {
        changeSubscription(tx, subscription, { status: "past_due" });
      }
    },
  };
}
