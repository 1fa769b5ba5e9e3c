import {
  customers,
  type Invoice,
  invoiceItems,
  invoices,
  type Subscription,
  subscriptions,
} from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { putDraft } from "./drafting.ts";
import { refreshEntitlements } from "./entitling.ts";
import { payInvoice } from "./invoice-payments.ts";
import { finalizeInvoice, voidInvoice } from "./invoicing.ts";
import { pendingItems, putInvoiceItem, subscriptionOf } from "./pending-items.ts";
import { dropPendingUpdate } from "./pending-updates.ts";
import { onlyPeriod, unusedSources } from "./planning.ts";
import { endSchedule } from "./schedule-ends.ts";
import { draftTerms, methodFor, setSilently, usageSources } from "./subscribing.ts";

type CancelReason = NonNullable<NonNullable<Subscription["cancellation_details"]>["reason"]>;

interface Cancellation {
  reason: CancelReason;
  /** Bills usage and pending items now. */
  invoicesNow?: boolean;
  /** Gives back the unused time. */
  isProrated?: boolean;
  /** At its period's end usage is billed and pending items are, without being asked for. */
  isAtPeriodEnd?: boolean;
}

export function cancelSubscription(
  tx: Tx,
  old: Pick<Subscription, "id">,
  cancellation: Cancellation,
): Subscription {
  const current = mustGet(tx, subscriptions, old.id);
  if (current.status === "canceled" || current.status === "incomplete_expired") {
    throw invalidRequest(`This subscription is already ${current.status}.`, { code: "resource_missing" });
  }
  dropPendingUpdate(tx, current.id);
  voidOpenInvoices(tx, current);
  billTheEnd(tx, current, cancellation);
  endSchedule(tx, current);
  const canceled = setSilently(tx, current, {
    canceled_at: current.canceled_at ?? tx.now,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...current.cancellation_details,
      reason: cancellation.reason,
    },
    ended_at: tx.now,
    pending_update: null,
    schedule: null,
    status: "canceled",
  });
  tx.emit("customer.subscription.deleted", canceled);
  refreshEntitlements(tx, canceled.customer);
  return canceled;
}

function billTheEnd(tx: Tx, subscription: Subscription, cancellation: Cancellation): void {
  const { invoicesNow = false, isProrated = false, isAtPeriodEnd = false } = cancellation;
  const wasBilled = subscription.status !== "trialing" && subscription.status !== "incomplete";
  if (!invoicesNow && !isProrated && !isAtPeriodEnd) {
    dropProrations(tx, subscription);
    return;
  }
  if (isProrated && wasBilled) {
    const customer = mustGet(tx, customers, subscription.customer, "customer");
    const { currency, items } = subscription;
    for (const source of unusedSources(tx, subscription, items.data, tx.now)) {
      if (source.kind === "fixed") {
        putInvoiceItem(tx, { customer, currency, subscription, spec: source.spec });
      }
    }
  }
  if (!invoicesNow && !isAtPeriodEnd) return;
  const usage = usageSources(subscription, tx.now);
  const pending = pendingItems(tx, subscription.customer, subscription.id);
  if (usage.length === 0 && pending.length === 0) return;
  const period = { start: onlyPeriod(subscription).start, end: tx.now };
  const reason = isAtPeriodEnd ? "subscription_cycle" : "subscription_update";
  const open = finalizeInvoice(tx, putDraft(tx, draftTerms(subscription, reason, usage, period)));
  setSilently(tx, subscription, { latest_invoice: open.id });
  if (open.status === "open" && open.collection_method !== "send_invoice") {
    payInvoice(tx, open, methodFor(tx, subscription));
  }
}

function dropProrations(tx: Tx, { customer, id }: Subscription): void {
  for (const item of pendingItems(tx, customer, id)) {
    if (!item.proration || subscriptionOf(item) !== id) continue;
    tx.remove(invoiceItems, item.id);
    tx.emit("invoiceitem.deleted", item);
  }
}

export const invoicesOf = (reader: Reader, subscription: Subscription): Invoice[] =>
  reader
    .all(invoices)
    .filter((invoice) => invoice.parent?.subscription_details?.subscription === subscription.id);

export function voidOpenInvoices(tx: Tx, subscription: Subscription): void {
  for (const invoice of invoicesOf(tx, subscription)) if (invoice.status === "open") voidInvoice(tx, invoice);
}
