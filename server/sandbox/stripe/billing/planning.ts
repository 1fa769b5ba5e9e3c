import type { Price, Subscription, SubscriptionItem } from "../core/collections.ts";
import { invalidRequest, noSuch } from "../core/errors.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { nextBoundary } from "./calendar.ts";
import { percentLeft } from "./discounting.ts";
import { fixed, isMetered, type LineSource, type Period } from "./line-spec.ts";
import { amountOf, commonTerms, mustBeActive, nameOf, periodSources, usageSources } from "./subscribing.ts";
import { itemOf, recurringOf, withPrice } from "./subscription-record.ts";
import { usageLines } from "./usage-lines.ts";

export type ProrationBehavior = "create_prorations" | "always_invoice" | "none";

export function prorationOf(text: string): ProrationBehavior {
  return text === "always_invoice" || text === "none" ? text : "create_prorations";
}

export interface ItemChange {
  /** Left out for an item that is added. */
  id?: string | undefined;
  price?: Price | undefined;
  quantity?: number | undefined;
  isDeleted?: boolean | undefined;
  metadata?: Record<string, string> | undefined;
}

export interface Change {
  items: ItemChange[];
  proration: ProrationBehavior;
  /** The moment that unused and remaining time count from. Unix seconds. */
  prorateAt: number;
  /** Begins a new period today whatever the prices. */
  restartsCycle: boolean;
  trialEnd?: number | "now" | undefined;
}

export interface PlannedChange {
  patch: Partial<Subscription>;
  next: Subscription;
  /** What it costs and gives back. */
  sources: LineSource[];
  period: Period;
  /** Another interval, a new anchor or a trial begins a new period today, and is invoiced at once. */
  isNewCycle: boolean;
}

/**
 * What a change amounts to, before anything is written. The unused rest of what goes is given back by the second;
 * what comes is charged for the rest of the period, or for a whole new one. A trial owes nothing.
 */
export function planChange(tx: Tx, old: Subscription, change: Change): PlannedChange {
  const items = changedItems(tx, old, change.items);
  const recurring = commonTerms(
    tx,
    items.map(({ price, quantity }) => ({ price, quantity: quantity ?? 1 })),
    old.currency,
  );
  const current = onlyPeriod(old);
  const wasTrial = old.status === "trialing";
  const before = recurringOf(current.price);
  const isOtherInterval =
    before.interval !== recurring.interval || before.interval_count !== recurring.interval_count;
  const isNewCycle = change.trialEnd !== undefined || change.restartsCycle || (isOtherInterval && !wasTrial);
  const trialEnd = typeof change.trialEnd === "number" ? change.trialEnd : null;
  const period = isNewCycle
    ? { start: tx.now, end: trialEnd ?? nextBoundary(tx.now, recurring, tx.now) }
    : { start: current.start, end: current.end };
  const stamped = items.map((item) => ({
    ...item,
    current_period_start: period.start,
    current_period_end: period.end,
  }));
  const patch: Partial<Subscription> = {
    items: listOf(old.items.url, isNewCycle ? stamped : items),
    ...(isNewCycle ? { billing_cycle_anchor: trialEnd ?? tx.now } : {}),
    ...(change.trialEnd === undefined ? {} : trialPatch(tx, old, trialEnd)),
  };
  const next: Subscription = { ...old, ...patch };
  const sources = wasTrial && !isNewCycle ? [] : changeSources(tx, old, next, change, isNewCycle, period);
  return { patch, next, sources, period, isNewCycle };
}

const trialPatch = (tx: Tx, old: Subscription, end: number | null): Partial<Subscription> => ({
  status: end === null ? "active" : "trialing",
  trial_end: end ?? tx.now,
  trial_start: old.trial_start ?? (end === null ? null : tx.now),
});

export function changedItems(tx: Tx, old: Subscription, changes: readonly ItemChange[]): SubscriptionItem[] {
  const items = new Map(old.items.data.map((item) => [item.id, item]));
  changes.forEach((change, index) => {
    const param = `items[${index}]`;
    if (change.price) mustBeActive(change.price, `${param}[price]`);
    if (change.id === undefined) {
      if (!change.price)
        throw invalidRequest(`Missing required param: ${param}[price].`, { param: `${param}[price]` });
      const spec = { price: change.price, quantity: change.quantity ?? 1, metadata: change.metadata ?? {} };
      const item = itemOf(tx, old.id, spec, countedFrom(tx, change.price, onlyPeriod(old)));
      items.set(item.id, item);
      return;
    }
    const item = items.get(change.id);
    if (!item) throw noSuch("subscription_item", change.id, `${param}[id]`);
    if (change.isDeleted) {
      items.delete(item.id);
      return;
    }
    const price = change.price ?? item.price;
    const { start, end } = onlyPeriod(old);
    items.set(item.id, {
      ...withPrice(item, { price, quantity: change.quantity ?? item.quantity ?? 1 }),
      metadata: change.metadata ?? item.metadata,
      ...(price.id === item.price.id
        ? {}
        : { current_period_start: countedFrom(tx, price, { start, end }).start }),
    });
  });
  if (items.size === 0) {
    throw invalidRequest(
      "A subscription must have at least one active plan. To cancel it, cancel the subscription.",
    );
  }
  return [...items.values()];
}

/** A metered price bills what is used from the moment it comes on, not from the period's start. */
const countedFrom = ({ now }: Tx, price: Price, { start, end }: Period): Period =>
  isMetered(price) ? { start: Math.max(now, start), end } : { start, end };

export function onlyPeriod({ id, items }: Subscription): Period & { price: Price } {
  const item = items.data.find(({ price }) => !isMetered(price)) ?? items.data[0];
  if (!item) throw new Error(`Subscription ${id} has no items.`);
  return { start: item.current_period_start, end: item.current_period_end, price: item.price };
}

function changeSources(
  tx: Tx,
  old: Subscription,
  next: Subscription,
  change: Change,
  isNewCycle: boolean,
  period: Period,
): LineSource[] {
  const isProrated = change.proration !== "none" && old.status !== "trialing";
  const isSame = (item: SubscriptionItem, others: Subscription): boolean =>
    others.items.data.some(
      (other) => other.id === item.id && other.price.id === item.price.id && other.quantity === item.quantity,
    );
  const gone = old.items.data.filter((item) => isNewCycle || !isSame(item, next));
  const come = next.items.data.filter((item) => !isSame(item, old));
  const credits = isProrated ? unusedSources(tx, old, gone, change.prorateAt) : [];
  const usage = usageUntilNow(
    tx,
    old,
    gone.filter((item) => isProrated || isSame(item, next)),
  );
  if (isNewCycle) return [...credits, ...usage, ...periodSources(tx, next, period)];
  return [...credits, ...usage, ...(isProrated ? remainingSources(tx, next, come, change.prorateAt) : [])];
}

/** Gives back the time of these items that was paid for and is not used. */
export function unusedSources(
  reader: Reader,
  subscription: Subscription,
  items: SubscriptionItem[],
  at: number,
): LineSource[] {
  return items.flatMap((item) => prorationSource(reader, subscription, item, at, -1, "Unused time on"));
}

const remainingSources = (
  reader: Reader,
  subscription: Subscription,
  items: SubscriptionItem[],
  at: number,
) => items.flatMap((item) => prorationSource(reader, subscription, item, at, 1, "Remaining time on"));

function prorationSource(
  reader: Reader,
  { currency, discounts }: Subscription,
  item: SubscriptionItem,
  at: number,
  sign: 1 | -1,
  text: string,
): LineSource[] {
  const { current_period_start: start, current_period_end: end, price } = item;
  if (isMetered(price) || at >= end) return [];
  const share = (end - at) / (end - start);
  const paid = amountOf(reader, item, currency) * percentLeft(reader, discounts, price.product);
  return [
    fixed({
      price,
      item: item.id,
      invoiceItem: null,
      quantity: item.quantity ?? 1,
      amount: sign * Math.round(paid * share),
      unitAmountDecimal: price.unit_amount_decimal,
      description: `${text} ${nameOf(reader, price)}`,
      period: { start: at, end },
      isProration: true,
      isDiscountable: false,
      isUsage: false,
    }),
  ];
}

/**
 * Usage of metered items that go, or whose period ends now, counted once and for all. What goes without proration is
 * not billed for (Stripe, "Manage your usage-based billing setup", flexible billing mode).
 */
export function usageUntilNow(tx: Tx, old: Subscription, items: readonly SubscriptionItem[]): LineSource[] {
  const ids = new Set(items.map(({ id }) => id));
  return usageSources(old, tx.now).flatMap((source) =>
    source.kind === "usage" && ids.has(source.item.id)
      ? usageLines(tx, old.customer, old.currency, source).map(fixed)
      : [],
  );
}
