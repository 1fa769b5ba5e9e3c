import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { catalogueOf } from "../catalogue.ts";
import { meteredItemsOf } from "../subscription-projection.ts";
import { type OveragePriceTerms, syncOveragePrices } from "../sync-overage.ts";

/** What is sold beyond the plan: the items that go with it, and the prices that come with the other. */
export interface MeteredChange {
  gone: readonly Stripe.SubscriptionItem[];
  prices: readonly string[];
}

/**
 * Stripe refuses prices of different intervals on one subscription, so what is sold beyond the plan changes in the same
 * call as the plan: in between nothing that is used would be counted. Nothing while the subscription has no such items.
 */
export async function meteredChange(
  { ports }: Ctx,
  subscription: Stripe.Subscription,
  to: OveragePriceTerms,
): Promise<MeteredChange> {
  const gone = meteredItemsOf(subscription).filter(({ price }) => price.metadata.marque_overage);
  if (gone.length === 0) return { gone, prices: [] };
  const prices = await syncOveragePrices(ports.stripe.client, catalogueOf(ports), to);
  return { gone, prices: [...prices.values()] };
}

/**
 * The plan's new price, and the metered items' exchange. What was used of those that go is billed with the change, as
 * long as it prorates (Stripe, flexible billing mode).
 */
export const changedItems = (
  planItem: Stripe.SubscriptionItem,
  stripePrice: string,
  { gone, prices }: MeteredChange,
): Stripe.SubscriptionUpdateParams.Item[] => [
  { id: planItem.id, price: stripePrice, quantity: 1 },
  ...gone.map(({ id }) => ({ id, deleted: true })),
  ...prices.map((price) => ({ price })),
];
