import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { catalogueOf } from "../catalogue/catalogue.ts";
import type { AddOn, CataloguePlan, Price } from "../catalogue/catalogue-schema.ts";
import { lookupKeyOf, syncCatalogue } from "../catalogue/sync-catalogue.ts";
import { addOnItemsOf } from "../subscription-projection.ts";

export interface CarriedAddOns {
  /** What goes on beside the other plan, at its price there. */
  kept: { item: Stripe.SubscriptionItem; stripePrice: string; amountMinor: number }[];
  /** What the other plan may not take, or is not sold in its interval. */
  dropped: { item: Stripe.SubscriptionItem; key: string; name: string; quantity: number }[];
}

/**
 * What becomes of a subscription's add-ons with another plan or interval. Within the same interval each keeps the price
 * it was bought at. Calls Stripe.
 */
export async function carryAddOns(
  ctx: Ctx,
  subscription: Stripe.Subscription,
  to: { plan: CataloguePlan; price: Price; isOtherInterval: boolean },
): Promise<CarriedAddOns> {
  const catalogue = catalogueOf(ctx.ports);
  const items = addOnItemsOf(subscription);
  const known = (item: Stripe.SubscriptionItem) =>
    catalogue.addOns.find(({ key }) => key === item.price.metadata.marque_add_on);
  const taken = items.flatMap((item) => {
    const addOn = known(item);
    return addOn?.plans.includes(to.plan.key) ? [{ item, addOn }] : [];
  });
  const moved = to.isOtherInterval ? taken.map(({ addOn }) => addOn) : [];
  const { prices } = moved.length > 0 ? await syncCatalogue(ctx.ports.stripe.client, catalogue, moved) : NONE;
  const priceFor = (addOn: AddOn) => {
    const price = addOn.prices.find(
      ({ interval, currency }) => interval === to.price.interval && currency === to.price.currency,
    );
    const id = price && prices.get(lookupKeyOf(catalogue, addOn, price));
    return price && id ? { id, unit_amount: price.amountMinor } : null;
  };
  const kept = taken.flatMap(({ item, addOn }) => {
    const price = to.isOtherInterval ? priceFor(addOn) : item.price;
    if (!price) return [];
    return [{ item, stripePrice: price.id, amountMinor: (price.unit_amount ?? 0) * (item.quantity ?? 1) }];
  });
  const dropped = items
    .filter((item) => !kept.some((each) => each.item === item))
    .map((item) => {
      const key = item.price.metadata.marque_add_on ?? "";
      return { item, key, name: known(item)?.name ?? key, quantity: item.quantity ?? 1 };
    });
  return { kept, dropped };
}

const NONE = { prices: new Map<string, string>() };

/** What a change at once says of them to Stripe. */
export const carriedItems = ({ kept, dropped }: CarriedAddOns): Stripe.SubscriptionUpdateParams.Item[] => [
  ...kept
    .filter(({ item, stripePrice }) => item.price.id !== stripePrice)
    .map(({ item: { id, quantity }, stripePrice }) => ({ id, price: stripePrice, quantity: quantity ?? 1 })),
  ...dropped.map(({ item: { id } }) => ({ id, deleted: true })),
];
