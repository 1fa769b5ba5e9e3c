import { customers, type Invoice, type Subscription, subscriptions } from "../core/collections.ts";
import { cardError, invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Tx } from "../core/tx.ts";
import { afterPayment } from "./collecting.ts";
import { putDraft } from "./drafting.ts";
import { payInvoice } from "./invoice-payments.ts";
import { finalizeInvoice } from "./invoicing.ts";
import type { LineSource } from "./line-spec.ts";
import { putInvoiceItem } from "./pending-items.ts";
import { keepPendingUpdate } from "./pending-updates.ts";
import { type Change, type PlannedChange, planChange } from "./planning.ts";
import { changeSubscription, draftTerms, methodFor, setSilently } from "./subscribing.ts";

/** What happens when the difference cannot be collected. */
export type ChangePayment =
  | "allow_incomplete"
  | "default_incomplete"
  | "error_if_incomplete"
  | "pending_if_incomplete";

/** Changes a subscription at once and settles the difference. @throws 402 with `error_if_incomplete` when it is refused */
export function applyChange(tx: Tx, old: Subscription, change: Change, payment: ChangePayment): Subscription {
  if (old.status !== "active" && old.status !== "trialing" && old.status !== "past_due") {
    throw invalidRequest(`A subscription that is ${old.status} cannot change its prices.`);
  }
  const planned = planChange(tx, old, change);
  const isInvoiced =
    planned.isNewCycle || (change.proration === "always_invoice" && planned.sources.length > 0);
  if (!isInvoiced) {
    const changed = changeSubscription(tx, old, planned.patch);
    putPending(tx, planned.next, planned.sources);
    return changed;
  }
  if (payment === "pending_if_incomplete") return changeWhenPaid(tx, old, planned);
  const changed = changeSubscription(tx, old, planned.patch);
  const open = invoiceChange(tx, planned);
  setSilently(tx, changed, { latest_invoice: open.id });
  if (payment === "default_incomplete" && open.amount_due > 0) {
    return changeSubscription(tx, changed, { status: "past_due" });
  }
  if (changed.collection_method === "send_invoice" && open.amount_due > 0) {
    return mustGet(tx, subscriptions, old.id);
  }
  const result = payInvoice(tx, open, methodFor(tx, changed));
  if (result.isPaid) return afterPayment(tx, result.invoice) ?? changed;
  if (payment === "error_if_incomplete") throw cardError(result.refusal);
  return changeSubscription(tx, changed, { status: "past_due" });
}

/** The change waits for its payment: until then, and if it never comes, all stays as it was. */
function changeWhenPaid(tx: Tx, old: Subscription, planned: PlannedChange): Subscription {
  const open = invoiceChange(tx, planned);
  const result = payInvoice(tx, open, methodFor(tx, old));
  return result.isPaid
    ? changeSubscription(tx, old, { ...planned.patch, latest_invoice: open.id })
    : keepPendingUpdate(tx, old, planned.patch, open);
}

function invoiceChange(tx: Tx, { next, sources, period }: PlannedChange): Invoice {
  return finalizeInvoice(tx, putDraft(tx, draftTerms(next, "subscription_update", sources, period)));
}

/** What is due or given back waits for the next invoice. */
export function putPending(tx: Tx, subscription: Subscription, sources: readonly LineSource[]): void {
  const { currency } = subscription;
  const customer = mustGet(tx, customers, subscription.customer, "customer");
  for (const source of sources) {
    if (source.kind === "fixed" && source.spec.amount !== 0) {
      putInvoiceItem(tx, { customer, currency, subscription, spec: source.spec });
    }
  }
}
