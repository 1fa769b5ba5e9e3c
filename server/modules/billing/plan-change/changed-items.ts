import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { catalogueOf } from "../catalogue/catalogue.ts";
import { type OveragePriceTerms, syncOveragePrices } from "../catalogue/sync-overage.ts";
import { meteredItemsOf } from "../subscription-projection.ts";
import { type CarriedAddOns, carriedItems } from "./carry-add-ons.ts";

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

interface Exchange {
  item: Stripe.SubscriptionItem;
  stripePrice: string;
  metered: MeteredChange;
  addOns: CarriedAddOns;
}

/**
 * The plan's new price, what becomes of its add-ons, and the metered items' exchange. What was used of those that go is
 * billed with the change, as long as it prorates (Stripe, flexible billing mode).
 */
export const changedItems = ({
  item,
  stripePrice,
  metered: { gone, prices },
  addOns,
}: Exchange): Stripe.SubscriptionUpdateParams.Item[] => [
  { id: item.id, price: stripePrice, quantity: 1 },
  ...carriedItems(addOns),
  ...gone.map(({ id }) => ({ id, deleted: true })),
  ...prices.map((price) => ({ price })),
];
