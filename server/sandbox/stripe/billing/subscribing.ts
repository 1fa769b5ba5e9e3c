import {
  customers,
  type Invoice,
  invoices,
  type PaymentMethod,
  type Price,
  paymentMethods,
  products,
  type Subscription,
  type SubscriptionItem,
  subscriptions,
} from "../core/collections.ts";
import { cardError, invalidRequest } from "../core/errors.ts";
import { mustGet } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { nextBoundary } from "./calendar.ts";
import { type BillingReason, draftOf, type LineSpec, lineOf } from "./invoice-record.ts";
import { finalizeInvoice, payInvoice } from "./invoicing.ts";
import {
  type ItemSpec,
  type Period,
  recurringOf,
  type SubscriptionSpec,
  subscriptionOf,
} from "./subscription-record.ts";

/** What to do when the first payment does not go through. */
export type PaymentBehavior = "allow_incomplete" | "default_incomplete" | "error_if_incomplete";

/** @throws 402 with `error_if_incomplete` when the first payment is refused */
export function startSubscription(tx: Tx, spec: SubscriptionSpec, behavior: PaymentBehavior): Subscription {
  const { currency, recurring } = commonTerms(spec.items);
  const end = spec.trialEnd ?? nextBoundary(tx.now, recurring, tx.now);
  if (end <= tx.now)
    throw invalidRequest("Invalid timestamp: must be in the future.", { param: "trial_end" });
  const period = { start: tx.now, end };
  const subscription = tx.put(subscriptions, subscriptionOf(tx, spec, currency, period));
  tx.emit("customer.subscription.created", subscription);
  const draft = draftInvoice(tx, subscription, "subscription_create", period, null);
  const open = finalizeInvoice(tx, draft);
  const latest = tx.put(subscriptions, { ...subscription, latest_invoice: open.id });
  if (behavior === "default_incomplete" && open.amount_due > 0) return latest;

  const result = payInvoice(tx, open, methodFor(tx, latest));
  if (result.isPaid) return activate(tx, latest);
  if (behavior === "error_if_incomplete") throw cardError(result.refusal);
  return latest;
}

/** Moves an incomplete or past-due subscription on once its invoice is paid. A trial stays a trial. */
export function activate(tx: Tx, subscription: Subscription): Subscription {
  if (subscription.status === "trialing" || subscription.status === "active") return subscription;
  return changeSubscription(tx, subscription, { status: "active" });
}

export function changeSubscription(tx: Tx, old: Subscription, change: Partial<Subscription>): Subscription {
  const next = tx.put(subscriptions, { ...old, ...change });
  if (JSON.stringify(next) !== JSON.stringify(old)) tx.emit("customer.subscription.updated", next, old);
  return next;
}

function commonTerms(items: ItemSpec[]) {
  const [first] = items;
  if (!first) throw invalidRequest("Missing required param: items.", { param: "items" });
  const recurring = recurringOf(first.price);
  for (const { price } of items) {
    const own = recurringOf(price);
    if (!price.active)
      throw invalidRequest(`The price specified is inactive: ${price.id}.`, { param: "items[0][price]" });
    if (price.currency !== first.price.currency) {
      throw invalidRequest("All prices on a subscription must have the same currency.", { param: "items" });
    }
    if (own.interval !== recurring.interval || own.interval_count !== recurring.interval_count) {
      throw invalidRequest("All prices on a subscription must renew at the same interval.", {
        param: "items",
      });
    }
  }
  return { currency: first.price.currency, recurring };
}

/** The card that renewals are charged to: the subscription's, else the customer's. */
export function methodFor(reader: Reader, subscription: Subscription): PaymentMethod | null {
  const customer = reader.get(customers, subscription.customer);
  const id = subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method;
  return (id && reader.get(paymentMethods, id)) || null;
}

/** Drafts the invoice of one period: nothing is due for a trial. */
export function draftInvoice(
  tx: Tx,
  subscription: Subscription,
  reason: BillingReason,
  period: Period,
  finalizesAt: number | null,
): Invoice {
  const isTrial = subscription.status === "trialing";
  const lines = subscription.items.data.map((item) => ({
    price: item.price,
    item: item.id,
    quantity: item.quantity ?? 1,
    amount: isTrial ? 0 : amountOf(item),
    description: isTrial
      ? `Trial period for ${nameOf(tx, item.price)}`
      : `${item.quantity ?? 1} × ${nameOf(tx, item.price)}`,
    period,
  }));
  return putDraft(tx, subscription, { reason, lines, period, finalizesAt });
}

interface Draft {
  reason: BillingReason;
  lines: LineSpec[];
  period: Period;
  finalizesAt: number | null;
}

export function putDraft(tx: Tx, subscription: Subscription, { lines, ...spec }: Draft): Invoice {
  const id = tx.newId("in");
  const customer = mustGet(tx, customers, subscription.customer, "customer");
  const invoiceLines = lines.map((line) => lineOf(tx, id, subscription, line));
  const draft = draftOf(tx, { ...spec, id, customer, subscription, lines: invoiceLines });
  tx.put(invoices, draft);
  tx.emit("invoice.created", draft);
  return draft;
}

/** What an item costs a period. */
export const amountOf = ({ price, quantity }: Pick<SubscriptionItem, "price" | "quantity">): number =>
  (price.unit_amount ?? 0) * (quantity ?? 1);

export const nameOf = (reader: Reader, price: Price): string =>
  reader.get(products, price.product)?.name ?? price.product;
