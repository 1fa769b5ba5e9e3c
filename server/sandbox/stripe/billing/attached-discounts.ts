import { type Discount, type Invoice, type Subscription, subscriptions } from "../core/collections.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { couponOf, isOver, mustGetDiscount } from "./discounting.ts";

export function discountsFor(reader: Reader, subscription: Subscription | null, now: number): Discount[] {
  const attached = subscription?.discounts.map((id) => mustGetDiscount(reader, id)) ?? [];
  return attached.filter((discount) => !isOver(discount, now));
}

/** Takes away what has served: a `once` that gave something to this invoice, and whatever has ended. */
export function retireDiscounts(tx: Tx, invoice: Invoice): void {
  const given = new Set(invoice.total_discount_amounts?.map(({ discount }) => discount));
  const subscription = tx.get(subscriptions, invoice.parent?.subscription_details?.subscription ?? "");
  if (!subscription) return;
  const isSpent = (discount: Discount): boolean =>
    isOver(discount, tx.now) || (given.has(discount.id) && couponOf(tx, discount).duration === "once");
  const spent = subscription.discounts.map((id) => mustGetDiscount(tx, id)).filter(isSpent);
  if (spent.length === 0) return;
  const ids = new Set(spent.map(({ id }) => id));
  const left = subscription.discounts.filter((id) => !ids.has(id));
  tx.put(subscriptions, { ...subscription, discounts: left });
  for (const discount of spent) tx.emit("customer.discount.deleted", discount);
}
