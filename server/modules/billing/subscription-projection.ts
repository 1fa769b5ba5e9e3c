import type Stripe from "stripe";
import { BillingInterval } from "./catalogue/catalogue-schema.ts";
import type { SubscribedAddOn, SubscriptionRow } from "./rules.ts";
import { SubscriptionStatus } from "./schema.ts";

const dateOf = (seconds: number): Date => new Date(seconds * 1000);
const dateOrNull = (seconds: number | null | undefined): Date | null => (seconds ? dateOf(seconds) : null);

/** What a schedule of ours says in its metadata at Stripe. */
export const SCHEDULED = { plan: "marque_plan", interval: "marque_interval", at: "marque_at" } as const;

/** What a subscription must be fetched with to be projected. */
export const SUBSCRIPTION_PARTS = ["latest_invoice", "schedule"];

const isMetered = ({ price }: Stripe.SubscriptionItem): boolean => price.recurring?.usage_type === "metered";
const isAddOn = ({ price }: Stripe.SubscriptionItem): boolean => price.metadata.marque_add_on !== undefined;

/** The item that is the plan, also one we never sold. Add-ons and what is used beyond it have items of their own. */
export const planItemOf = ({ items }: Stripe.Subscription): Stripe.SubscriptionItem | undefined =>
  items.data.find(({ price }) => price.metadata.marque_plan !== undefined) ??
  items.data.find((item) => !isMetered(item) && !isAddOn(item)) ??
  items.data[0];

export const addOnItemsOf = ({ items }: Stripe.Subscription): Stripe.SubscriptionItem[] =>
  items.data.filter(isAddOn);

export const meteredItemsOf = ({ items }: Stripe.Subscription): Stripe.SubscriptionItem[] =>
  items.data.filter(isMetered);

/**
 * What we keep of a subscription: a function of Stripe's state alone, so that whatever order events come in, the same
 * state gives the same row. Fetch it with `expand: SUBSCRIPTION_PARTS`. What is sold beyond the plan costs what its prices
 * say, which Stripe tells apart: see sold-overage.ts.
 * @param catalogue the plan counts only when the price was sold from this catalogue
 */
export function projectSubscription(subscription: Stripe.Subscription, catalogue: string): SubscriptionRow {
  const item = planItemOf(subscription);
  if (!item) throw new Error(`Stripe's subscription ${subscription.id} has no items.`);
  const { metadata } = item.price;
  const invoice = typeof subscription.latest_invoice === "object" ? subscription.latest_invoice : null;
  return {
    id: subscription.id,
    plan: metadata.marque_catalogue === catalogue ? (metadata.marque_plan ?? null) : null,
    interval: BillingInterval.safeParse(metadata.marque_interval).data ?? null,
    currency: subscription.currency,
    amountMinor: [item, ...addOnItemsOf(subscription)].reduce((sum, each) => sum + amountOf(each), 0),
    status: SubscriptionStatus.catch("unpaid").parse(subscription.status),
    currentPeriodStart: dateOf(item.current_period_start),
    currentPeriodEnd: dateOf(item.current_period_end),
    trialEnd: dateOrNull(subscription.trial_end),
    cancelAt: subscription.ended_at ? null : dateOrNull(subscription.cancel_at),
    endedAt: dateOrNull(subscription.ended_at),
    pastDueSince:
      subscription.status === "past_due" ? dateOrNull(invoice?.status_transitions.finalized_at) : null,
    startedAt: dateOf(subscription.start_date),
    isChangePending: subscription.pending_update !== null,
    addOns: subscribedAddOns(subscription, catalogue),
    overage: [],
    ...scheduledChange(subscription, item),
  };
}

const amountOf = ({ price, quantity }: Stripe.SubscriptionItem): number =>
  (price.unit_amount ?? 0) * (quantity ?? 1);

/** In the order of their keys, so that the same state is the same row. */
function subscribedAddOns(subscription: Stripe.Subscription, catalogue: string): SubscribedAddOn[] {
  const own = addOnItemsOf(subscription).filter(({ price }) => price.metadata.marque_catalogue === catalogue);
  const byKey = Map.groupBy(own, ({ price }) => price.metadata.marque_add_on ?? "");
  return [...byKey]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, items]) => ({
      key,
      quantity: items.reduce((sum, { quantity }) => sum + (quantity ?? 1), 0),
      unitAmountMinor: items[0]?.price.unit_amount ?? 0,
    }));
}

/** A schedule stays at Stripe for the period that it has begun: what it said is no news then. */
function scheduledChange(
  { schedule }: Stripe.Subscription,
  { current_period_start }: Stripe.SubscriptionItem,
) {
  const planned = typeof schedule === "object" && schedule?.status === "active" ? schedule.metadata : null;
  const at = Number(planned?.[SCHEDULED.at]);
  const isToCome = at > current_period_start;
  return {
    scheduledPlan: (isToCome && planned?.[SCHEDULED.plan]) || null,
    scheduledInterval: (isToCome && planned?.[SCHEDULED.interval]) || null,
    scheduledAt: isToCome ? dateOf(at) : null,
  };
}
