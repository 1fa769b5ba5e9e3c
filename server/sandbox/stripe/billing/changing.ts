import { type Price, type Subscription, subscriptions } from "../core/collections.ts";
import { cardError, invalidRequest } from "../core/errors.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { nextBoundary } from "./calendar.ts";
import type { LineSpec } from "./invoice-record.ts";
import { finalizeInvoice, payInvoice } from "./invoicing.ts";
import { activate, amountOf, changeSubscription, methodFor, nameOf, putDraft } from "./subscribing.ts";
import { type ItemSpec, type Period, recurringOf, withPrice } from "./subscription-record.ts";

export interface ChangeQuote {
  lines: LineSpec[];
  /** Due now; negative is credit for later invoices. */
  total: number;
  period: Period;
  /** Another interval begins a new cycle today. */
  isNewCycle: boolean;
}

/**
 * What another price costs from now on: the unused rest of the old one is given back by the second, the new one is
 * charged for what remains of the period, or for a whole new one when its interval differs. A trial owes nothing.
 */
export function quoteChange(
  reader: Reader,
  subscription: Subscription,
  target: ItemSpec,
  now: number,
): ChangeQuote {
  const { item, period } = onlyItem(subscription);
  const [old, next] = [recurringOf(item.price), recurringOf(target.price)];
  if (target.price.currency !== subscription.currency) {
    throw invalidRequest("The price specified has another currency than the subscription.", {
      param: "items[0][price]",
    });
  }
  if (!target.price.active)
    throw invalidRequest("The price specified is inactive.", { param: "items[0][price]" });
  const isNewCycle = old.interval !== next.interval || old.interval_count !== next.interval_count;
  if (subscription.status === "trialing") return { lines: [], total: 0, period, isNewCycle: false };

  const remaining = (period.end - now) / (period.end - period.start);
  const newPeriod = isNewCycle ? { start: now, end: nextBoundary(now, next, now) } : period;
  const rest = { start: now, end: period.end };
  const line = (price: Price, quantity: number, amount: number, text: string, at: Period): LineSpec => ({
    price,
    item: item.id,
    quantity,
    amount,
    description: `${text} ${nameOf(reader, price)}`,
    period: at,
    isProration: true,
  });
  const credit = -Math.round(amountOf(item) * remaining);
  const charge = isNewCycle ? amountOf(target) : Math.round(amountOf(target) * remaining);
  const lines = [
    line(item.price, item.quantity ?? 1, credit, "Unused time on", rest),
    isNewCycle
      ? {
          ...line(target.price, target.quantity, charge, `${target.quantity} ×`, newPeriod),
          isProration: false,
        }
      : line(target.price, target.quantity, charge, "Remaining time on", rest),
  ];
  return { lines, total: credit + charge, period: newPeriod, isNewCycle };
}

/** What happens when the difference cannot be collected. */
export type ChangePayment = "allow_incomplete" | "error_if_incomplete";

/** Changes the price at once and settles the difference. @throws 402 with `error_if_incomplete` when it is refused */
export function changePrice(
  tx: Tx,
  old: Subscription,
  target: ItemSpec,
  { isProrated, payment }: { isProrated: boolean; payment: ChangePayment },
): Subscription {
  if (old.status !== "active" && old.status !== "trialing") {
    throw invalidRequest(`A subscription that is ${old.status} cannot change its price.`);
  }
  const quote = quoteChange(tx, old, target, tx.now);
  if (!isProrated && quote.isNewCycle) {
    throw invalidRequest("Another interval needs proration_behavior=always_invoice.", {
      param: "proration_behavior",
    });
  }
  const { item } = onlyItem(old);
  const changed = changeSubscription(tx, old, {
    billing_cycle_anchor: quote.isNewCycle ? tx.now : old.billing_cycle_anchor,
    items: listOf(old.items.url, [
      {
        ...withPrice(item, target),
        current_period_start: quote.period.start,
        current_period_end: quote.period.end,
      },
    ]),
  });
  if (!isProrated || quote.lines.length === 0) return changed;
  const { lines, period } = quote;
  const open = finalizeInvoice(
    tx,
    putDraft(tx, changed, { reason: "subscription_update", lines, period, finalizesAt: null }),
  );
  const latest = tx.put(subscriptions, { ...changed, latest_invoice: open.id });
  const result = payInvoice(tx, open, methodFor(tx, latest));
  if (result.isPaid) return activate(tx, latest);
  if (payment === "error_if_incomplete") throw cardError(result.refusal);
  return changeSubscription(tx, latest, { status: "past_due" });
}

function onlyItem(subscription: Subscription) {
  const [item, second] = subscription.items.data;
  if (!item || second)
    throw invalidRequest("This sandbox changes the price of subscriptions with one item only.");
  return { item, period: { start: item.current_period_start, end: item.current_period_end } };
}
