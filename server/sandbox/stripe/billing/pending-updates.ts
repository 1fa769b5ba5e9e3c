import { type Invoice, invoices, type Subscription, subscriptions } from "../core/collections.ts";
import { mustGet, type Timer } from "../core/operation.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { HOUR } from "./calendar.ts";
import { voidInvoice } from "./invoicing.ts";
import { changeSubscription } from "./subscribing.ts";

const LIFETIME = 23 * HOUR;

interface PendingUpdate {
  /** The subscription's id. */
  id: string;
  invoice: string;
  patch: Partial<Subscription>;
  expiresAt: number;
}

const pendingUpdates = collection<PendingUpdate>("sandbox.pending_update");

export function keepPendingUpdate(
  tx: Tx,
  old: Subscription,
  patch: Partial<Subscription>,
  invoice: Invoice,
): Subscription {
  dropPendingUpdate(tx, old.id);
  const expiresAt = tx.now + LIFETIME;
  tx.put(pendingUpdates, { id: old.id, invoice: invoice.id, patch, expiresAt });
  return changeSubscription(tx, old, {
    latest_invoice: invoice.id,
    pending_update: {
      billing_cycle_anchor: patch.billing_cycle_anchor ?? null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: expiresAt,
      metadata: null,
      subscription_items: patch.items?.data ?? null,
      trial_end: patch.trial_end ?? null,
      trial_from_plan: null,
    },
  });
}

/** Carries out what waited for this invoice. */
export function applyPendingUpdate(tx: Tx, invoice: Invoice): Subscription | null {
  const pending = tx.all(pendingUpdates).find((each) => each.invoice === invoice.id);
  if (!pending) return null;
  tx.remove(pendingUpdates, pending.id);
  const changed = changeSubscription(tx, pending, { ...pending.patch, pending_update: null });
  tx.emit("customer.subscription.pending_update_applied", changed);
  return changed;
}

/** Forgets a pending update and voids what it would have cost. */
export function dropPendingUpdate(tx: Tx, id: string): boolean {
  const pending = tx.get(pendingUpdates, id);
  if (!pending) return false;
  tx.remove(pendingUpdates, id);
  const invoice = mustGet(tx, invoices, pending.invoice);
  if (invoice.status === "open") voidInvoice(tx, invoice);
  return true;
}

export function* pendingUpdateTimers(reader: Reader): Iterable<Timer> {
  for (const { id, expiresAt } of reader.all(pendingUpdates)) {
    const clock = reader.get(subscriptions, id)?.test_clock ?? null;
    yield { at: expiresAt, clock, run: (tx) => expire(tx, id) };
  }
}

function expire(tx: Tx, id: string): void {
  dropPendingUpdate(tx, id);
  const kept = mustGet(tx, subscriptions, id);
  tx.emit(
    "customer.subscription.pending_update_expired",
    changeSubscription(tx, kept, { pending_update: null }),
  );
}
