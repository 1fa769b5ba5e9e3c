import type Stripe from "stripe";

/**
 * When the oldest unpaid renewal of a subscription became final. The latest invoice does not tell: where Stripe goes on
 * invoicing what is past due, each new one would begin a grace of its own.
 * @returns null when no renewal is open
 */
export async function owedSince(stripe: Stripe, subscription: string): Promise<Date | null> {
  const open = await stripe.invoices
    .list({ subscription, status: "open", limit: 100 })
    .autoPagingToArray({ limit: 1000 });
  const moments = open
    .filter(({ billing_reason }) => billing_reason === "subscription_cycle")
    .flatMap(({ status_transitions: { finalized_at } }) => finalized_at ?? []);
  return moments.length === 0 ? null : new Date(Math.min(...moments) * 1000);
}
