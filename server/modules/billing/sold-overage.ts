import type Stripe from "stripe";
import type { SubscribedOverage } from "./schema.ts";
import { meteredItemsOf, planItemOf } from "./subscription-projection.ts";

/** One a Stripe client: what a price costs never changes. */
const known = new WeakMap<Stripe, Map<string, SubscribedOverage>>();

/**
 * What the subscription was sold beyond its plan's limits, which is what Stripe charges, whatever the price list says by
 * now. Calls Stripe for prices it has not seen. What another plan sold, and waits to be taken off, does not count.
 */
export async function soldOverage(
  stripe: Stripe,
  subscription: Stripe.Subscription,
): Promise<SubscribedOverage[]> {
  const product = planItemOf(subscription)?.price.product;
  const own = meteredItemsOf(subscription).filter(
    ({ price }) => price.metadata.marque_overage && price.product === product,
  );
  const sold = await Promise.all(own.map(({ price }) => termsOf(stripe, price)));
  return sold.toSorted((a, b) => (a.meter < b.meter ? -1 : 1));
}

async function termsOf(stripe: Stripe, { id, metadata }: Stripe.Price): Promise<SubscribedOverage> {
  const prices = known.get(stripe) ?? new Map<string, SubscribedOverage>();
  known.set(stripe, prices);
  const seen = prices.get(id);
  if (seen) return seen;
  const { tiers, tiers_mode } = await stripe.prices.retrieve(id, { expand: ["tiers"] });
  const terms: SubscribedOverage = {
    meter: metadata.marque_overage ?? "",
    mode: tiers_mode === "volume" ? "volume" : "graduated",
    tiers: (tiers ?? []).map(({ up_to, unit_amount, unit_amount_decimal }) => ({
      upTo: up_to,
      unitAmount: String(unit_amount_decimal ?? unit_amount ?? 0),
    })),
  };
  prices.set(id, terms);
  return terms;
}
