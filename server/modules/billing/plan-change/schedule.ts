import type Stripe from "stripe";
import { idOf } from "../stripe-values.ts";
import { addOnItemsOf, meteredItemsOf, SCHEDULED } from "../subscription-projection.ts";
import type { Change } from "./resolve-change.ts";

/**
 * Lets the subscription go on with another price when its period ends. A schedule that is there already, also one that
 * a crash left half made, is written anew.
 */
export async function putSchedule(stripe: Stripe, change: Change): Promise<void> {
  const { subscription, item, plan, price, stripePrice, metered, addOns } = change;
  const schedule = await ensureSchedule(stripe, subscription);
  const [current] = schedule.phases;
  if (!current) throw new Error(`Stripe's schedule ${schedule.id} has no phases.`);
  await stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: "release",
    proration_behavior: "none",
    metadata: {
      [SCHEDULED.plan]: plan.key,
      [SCHEDULED.interval]: price.interval,
      [SCHEDULED.at]: String(item.current_period_end),
    },
    phases: [
      {
        items: [
          ...[item, ...addOnItemsOf(subscription)].map(({ price: { id }, quantity }) => ({
            price: id,
            quantity: quantity ?? 1,
          })),
          ...meteredItemsOf(subscription).map(({ price: { id } }) => ({ price: id })),
        ],
        start_date: current.start_date,
        end_date: item.current_period_end,
      },
      {
        items: [
          { price: stripePrice, quantity: 1 },
          ...addOns.kept.map((each) => ({ price: each.stripePrice, quantity: each.item.quantity ?? 1 })),
          ...metered.prices.map((each) => ({ price: each })),
        ],
        // At a period's end there is no time to prorate, and without it what was used would not be billed.
        proration_behavior: "create_prorations",
        metadata: { [SCHEDULED.plan]: plan.key, [SCHEDULED.interval]: price.interval },
      },
    ],
  });
}

/** Drops what was to come; the subscription goes on as it is. */
export async function releaseSchedule(stripe: Stripe, { schedule }: Stripe.Subscription): Promise<boolean> {
  const id = idOf(schedule);
  if (!id) return false;
  await stripe.subscriptionSchedules.release(id);
  return true;
}

async function ensureSchedule(
  stripe: Stripe,
  { id, schedule }: Stripe.Subscription,
): Promise<Stripe.SubscriptionSchedule> {
  if (!schedule) return stripe.subscriptionSchedules.create({ from_subscription: id });
  return typeof schedule === "string" ? stripe.subscriptionSchedules.retrieve(schedule) : schedule;
}
