import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, fieldError } from "#server/kernel/errors.ts";
import { catalogueOf, findPlan } from "../catalogue/catalogue.ts";
import type { AddOn, Catalogue } from "../catalogue/catalogue-schema.ts";
import { lookupKeyOf, syncCatalogue } from "../catalogue/sync-catalogue.ts";
import { isLive, type SubscriptionRow } from "../rules.ts";
import { BillingInterval } from "../schema.ts";
import { listSubscriptions } from "../store.ts";
import { addOnItemsOf, projectSubscription, SUBSCRIPTION_PARTS } from "../subscription-projection.ts";
import { obstacleOf } from "./obstacle.ts";

export interface AddOnOrder {
  subscription: Stripe.Subscription;
  /** The subscription as we would keep it. */
  now: SubscriptionRow;
  interval: BillingInterval;
  /** How many there are at Stripe. */
  owned: number;
  wanted: number;
  unitAmountMinor: number;
  /** What the change says to Stripe. */
  items: Stripe.SubscriptionUpdateParams.Item[];
}

/**
 * The running subscription as Stripe has it now, and what another quantity means for it. More of what it has comes at
 * the price it was bought at. Calls Stripe: never inside a transaction.
 * @throws AppError when there is nothing to add to, or the plan may not take it or not so many
 */
export async function resolveAddOn(
  ctx: Ctx,
  { addOn: key, quantity: wanted }: { addOn: string; quantity: number },
): Promise<AddOnOrder> {
  const catalogue = catalogueOf(ctx.ports);
  const addOn = catalogue.addOns.find((each) => each.key === key);
  if (!addOn) throw fieldError("addOn", "There is no such add-on.", { reason: "no_such_add_on" });
  const row = (await listSubscriptions(ctx.db)).find(isLive);
  const { client } = ctx.ports.stripe;
  const subscription = row && (await client.subscriptions.retrieve(row.id, { expand: SUBSCRIPTION_PARTS }));
  const now = subscription && projectSubscription(subscription, catalogue.key);
  const interval = BillingInterval.safeParse(now?.interval).data;
  if (!subscription || !now || !isLive(now) || !interval) throw refusal(obstacleOf(undefined));
  const own = addOnItemsOf(subscription).filter(({ price }) => price.metadata.marque_add_on === key);
  const owned = own.reduce((sum, { quantity }) => sum + (quantity ?? 1), 0);
  if (wanted > owned) requireMayTake(catalogue, now, addOn, wanted);
  const unit = own[0]?.price ?? (await priceOf(ctx, addOn, { interval, currency: now.currency }));
  return {
    subscription,
    now,
    interval,
    owned,
    wanted,
    unitAmountMinor: unit.unit_amount ?? 0,
    items: itemsFor(own, unit.id, wanted),
  };
}

/** @throws AppError while the subscription takes no change of add-ons */
export function requireChangeable({ now }: AddOnOrder): void {
  const obstacle = obstacleOf(now);
  if (obstacle) throw refusal(obstacle);
}

function refusal(obstacle: ReturnType<typeof obstacleOf>): AppError {
  const { reason, message } = obstacle ?? { reason: "no_subscription", message: "There is no subscription." };
  return new AppError(reason === "no_subscription" ? "unprocessable" : "conflict", message, { reason });
}

function requireMayTake(catalogue: Catalogue, { plan }: SubscriptionRow, addOn: AddOn, wanted: number): void {
  if (addOn.isRetired)
    throw fieldError("addOn", `${addOn.name} is not sold any more.`, { reason: "add_on_retired" });
  if (!plan || !addOn.plans.includes(plan)) {
    const takers = addOn.plans.flatMap((key) => findPlan(catalogue, key)?.name ?? []).join(", ");
    throw fieldError("addOn", `${addOn.name} is sold with: ${takers}.`, { reason: "plan_without_add_on" });
  }
  if (wanted > addOn.maxQuantity) {
    throw fieldError("quantity", `At most ${addOn.maxQuantity} can be had.`, {
      reason: "beyond_max_quantity",
      maxQuantity: addOn.maxQuantity,
    });
  }
}

async function priceOf(ctx: Ctx, addOn: AddOn, way: { interval: BillingInterval; currency: string }) {
  const price = addOn.prices.find(
    ({ interval, currency }) => interval === way.interval && currency === way.currency,
  );
  if (!price) {
    throw fieldError(
      "addOn",
      `${addOn.name} is not sold by the ${way.interval} in ${way.currency.toUpperCase()}.`,
      {
        reason: "no_such_price",
      },
    );
  }
  const catalogue = catalogueOf(ctx.ports);
  const { prices } = await syncCatalogue(ctx.ports.stripe.client, catalogue, [addOn]);
  const id = prices.get(lookupKeyOf(catalogue, addOn, price));
  if (!id) throw new Error(`The catalogue sync left out ${addOn.key}.`);
  return { id, unit_amount: price.amountMinor };
}

/** One item with the whole quantity, should there be several. */
function itemsFor(
  own: readonly Stripe.SubscriptionItem[],
  price: string,
  quantity: number,
): Stripe.SubscriptionUpdateParams.Item[] {
  const gone = ({ id }: Stripe.SubscriptionItem) => ({ id, deleted: true });
  const [first, ...rest] = own;
  if (quantity === 0) return own.map(gone);
  return first ? [{ id: first.id, quantity }, ...rest.map(gone)] : [{ price, quantity }];
}
