import {
  customers,
  type Invoice,
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
import { type Draft, putDraft } from "./drafting.ts";
import { refreshEntitlements } from "./entitling.ts";
import { payInvoice } from "./invoice-payments.ts";
import { finalizeInvoice } from "./invoicing.ts";
import { fixed, isMetered, type LineSource, type Period } from "./line-spec.ts";
import { amountFor, mustHaveTerms, priceParts } from "./pricing.ts";
import { type ItemSpec, recurringOf, type SubscriptionSpec, subscriptionOf } from "./subscription-record.ts";

/** What to do when the first payment does not go through. */
export type PaymentBehavior = "allow_incomplete" | "default_incomplete" | "error_if_incomplete";

/** @throws 402 with `error_if_incomplete` when the first payment is refused */
export function startSubscription(tx: Tx, spec: SubscriptionSpec, behavior: PaymentBehavior): Subscription {
  const { subscription, open } = openSubscription(tx, spec);
  if (open.status === "paid") return activate(tx, subscription);
  if (subscription.collection_method === "send_invoice") return activate(tx, subscription);
  if (behavior === "default_incomplete" && open.amount_due > 0) return subscription;
  const result = payInvoice(tx, open, methodFor(tx, subscription));
  if (result.isPaid) return activate(tx, subscription);
  if (behavior === "error_if_incomplete") throw cardError(result.refusal);
  return mustGet(tx, subscriptions, subscription.id);
}

/** The subscription with its first invoice, which nobody has tried to collect yet. */
export function openSubscription(
  tx: Tx,
  spec: SubscriptionSpec,
): { subscription: Subscription; open: Invoice } {
  const recurring = commonTerms(tx, spec.items, spec.currency);
  spec.items.forEach(({ price }, index) => {
    mustBeActive(price, `items[${index}][price]`);
  });
  mustNotMixCurrencies(tx, spec);
  const end = spec.trialEnd ?? spec.anchor ?? nextBoundary(tx.now, recurring, tx.now);
  if (end <= tx.now) {
    throw invalidRequest("Invalid timestamp: must be in the future.", {
      param: spec.trialEnd === null ? "billing_cycle_anchor" : "trial_end",
    });
  }
  const period = { start: tx.now, end };
  const subscription = tx.put(subscriptions, subscriptionOf(tx, spec, period));
  tx.emit("customer.subscription.created", subscription);
  const share = spec.anchor === null ? 1 : shareUntil(spec.anchor, recurring, tx.now);
  const sources = periodSources(tx, subscription, period, share);
  const terms = draftTerms(subscription, "subscription_create", sources, period);
  const open = finalizeInvoice(tx, putDraft(tx, terms));
  if (open.status === "draft") {
    throw invalidRequest(
      "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
      { code: "customer_tax_location_invalid", param: "automatic_tax" },
    );
  }
  refreshEntitlements(tx, spec.customer);
  return { subscription: setSilently(tx, subscription, { latest_invoice: open.id }), open };
}

/** The part of a whole period that lies before its anchor. */
function shareUntil(anchor: number, recurring: ReturnType<typeof recurringOf>, now: number): number {
  const whole = nextBoundary(now, recurring, now) - now;
  return Math.min(1, (anchor - now) / whole);
}

/** Moves an incomplete, unpaid or past-due subscription on once its invoice is paid. A trial stays a trial. */
export function activate(tx: Tx, { id }: Subscription): Subscription {
  const subscription = mustGet(tx, subscriptions, id);
  const { status } = subscription;
  const isWaiting = status === "incomplete" || status === "past_due" || status === "unpaid";
  return isWaiting ? changeSubscription(tx, subscription, { status: "active" }) : subscription;
}

export function changeSubscription(
  tx: Tx,
  { id }: Pick<Subscription, "id">,
  change: Partial<Subscription>,
): Subscription {
  const old = mustGet(tx, subscriptions, id);
  const next = tx.put(subscriptions, { ...old, ...change });
  if (JSON.stringify(next) !== JSON.stringify(old)) tx.emit("customer.subscription.updated", next, old);
  refreshEntitlements(tx, next.customer);
  return next;
}

/** What Stripe changes beside the event of something else. */
export function setSilently(
  tx: Tx,
  { id }: Pick<Subscription, "id">,
  change: Partial<Subscription>,
): Subscription {
  return tx.put(subscriptions, { ...mustGet(tx, subscriptions, id), ...change });
}

export function mustBeActive({ active, id }: Price, param: string): void {
  if (!active) throw invalidRequest(`The price specified is inactive: ${id}.`, { param });
}

/** @throws 400 unless all prices are sold in this currency, and renew together */
export function commonTerms(reader: Reader, items: readonly ItemSpec[], currency: string) {
  const [first] = items;
  if (!first) throw invalidRequest("Missing required param: items.", { param: "items" });
  const recurring = recurringOf(first.price);
  items.forEach(({ price }, index) => {
    const param = `items[${index}][price]`;
    const own = recurringOf(price);
    mustHaveTerms(reader, price, currency, param);
    if (own.interval !== recurring.interval || own.interval_count !== recurring.interval_count) {
      throw invalidRequest("All prices on a subscription must renew at the same interval.", {
        param: "items",
      });
    }
  });
  return recurring;
}

function mustNotMixCurrencies(reader: Reader, { customer, currency }: SubscriptionSpec): void {
  const other = reader
    .all(subscriptions)
    .find(
      (one) =>
        one.customer === customer &&
        one.currency !== currency &&
        one.status !== "canceled" &&
        one.status !== "incomplete_expired",
    );
  if (!other) return;
  throw invalidRequest(
    `You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency ${other.currency}.`,
  );
}

/** The card that renewals are charged to: the subscription's, else the customer's. */
export function methodFor(reader: Reader, subscription: Subscription): PaymentMethod | null {
  const customer = reader.get(customers, subscription.customer);
  const id = subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method;
  return (id && reader.get(paymentMethods, id)) || null;
}

/** What a period costs in advance; nothing during a trial. Metered items are billed at its end. */
export function periodSources(tx: Tx, subscription: Subscription, period: Period, share = 1): LineSource[] {
  const isTrial = subscription.status === "trialing";
  return subscription.items.data
    .filter(({ price }) => !isMetered(price))
    .flatMap((item) => itemSources(tx, subscription, item, period, isTrial ? 0 : share));
}

function itemSources(
  tx: Tx,
  { currency, status }: Subscription,
  item: SubscriptionItem,
  period: Period,
  share: number,
): LineSource[] {
  const { price } = item;
  const name = nameOf(tx, price);
  const parts = priceParts(tx, price, currency, item.quantity ?? 1);
  return parts.map((part) =>
    fixed({
      price,
      item: item.id,
      invoiceItem: null,
      quantity: part.quantity,
      amount: Math.round(part.amount * share),
      unitAmountDecimal: part.unitAmountDecimal,
      description: status === "trialing" ? `Trial period for ${name}` : `${part.label} ${name}`,
      period,
      isProration: share !== 1 && status !== "trialing",
      isDiscountable: true,
      isUsage: false,
    }),
  );
}

export const usageSources = (subscription: Subscription, until: number): LineSource[] =>
  subscription.items.data
    .filter(({ price }) => isMetered(price))
    .map((item) => ({ kind: "usage", item, period: { start: item.current_period_start, end: until } }));

export const draftTerms = (
  subscription: Subscription,
  reason: Draft["reason"],
  sources: LineSource[],
  period: Period,
): Draft => ({
  customer: subscription.customer,
  subscription,
  currency: subscription.currency,
  reason,
  sources,
  period,
  finalizesAt: null,
  takesPending: true,
});

/** What an item costs a period. */
export const amountOf = (reader: Reader, { price, quantity }: SubscriptionItem, currency: string): number =>
  amountFor(reader, price, currency, quantity ?? 1);

export const nameOf = (reader: Reader, price: Price): string =>
  reader.get(products, price.product)?.name ?? price.product;
