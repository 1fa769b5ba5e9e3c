import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { catalogueOf } from "../catalogue/catalogue.ts";
import { BillingInterval, type CataloguePlan, type Price } from "../catalogue/catalogue-schema.ts";
import { choosePrice, requireCurrency } from "../catalogue/choose-price.ts";
import { sellablePlan } from "../catalogue/sellable-plan.ts";
import { lookupKeyOf, syncCatalogue } from "../catalogue/sync-catalogue.ts";
import { isLive, type SubscriptionRow } from "../rules.ts";
import { listSubscriptions } from "../store.ts";
import { planItemOf, projectSubscription, SUBSCRIPTION_PARTS } from "../subscription-projection.ts";
import { type CarriedAddOns, carryAddOns } from "./carry-add-ons.ts";
import { type MeteredChange, meteredChange } from "./changed-items.ts";
import type { ChangeTiming } from "./schema.ts";
import { type Choice, changeTiming } from "./timing.ts";

export interface Change {
  subscription: Stripe.Subscription;
  item: Stripe.SubscriptionItem;
  from: Choice;
  isTrialing: boolean;
  plan: CataloguePlan;
  price: Price;
  stripePrice: string;
  metered: MeteredChange;
  addOns: CarriedAddOns;
  /** Null when it is the plan in force already. */
  timing: ChangeTiming | null;
}

/**
 * The running subscription as Stripe has it now, and what it would change to: in its own currency, for Stripe keeps one
 * for a subscription's whole life. Calls Stripe: never inside a transaction.
 * @throws AppError when there is nothing to change, it is about to end, or the plan is not sold this way
 */
export async function resolveChange(
  ctx: Ctx,
  to: { plan: string; interval: BillingInterval; currency?: string | undefined },
): Promise<Change> {
  const plan = sellablePlan(ctx, to.plan);
  const row = (await listSubscriptions(ctx.db)).find(isLive);
  if (!row) {
    throw new AppError("unprocessable", "There is no running subscription. Choose a plan first.", {
      reason: "no_subscription",
    });
  }
  const { client } = ctx.ports.stripe;
  const subscription = await client.subscriptions.retrieve(row.id, { expand: SUBSCRIPTION_PARTS });
  const catalogue = catalogueOf(ctx.ports);
  const now = projectSubscription(subscription, catalogue.key);
  const item = planItemOf(subscription);
  if (!item || !isLive(now)) {
    throw new AppError("unprocessable", "The subscription has ended.", { reason: "no_subscription" });
  }
  requireCurrency(now.currency, to.currency);
  requireChangeable(now);
  const price = choosePrice(plan, { interval: to.interval, currency: now.currency });
  const { prices } = await syncCatalogue(client, catalogue, [plan]);
  const stripePrice = prices.get(lookupKeyOf(catalogue, plan, price));
  if (!stripePrice) throw new Error(`The catalogue sync left out ${plan.key}.`);
  const isTrialing = now.status === "trialing";
  const from = { plan: now.plan, interval: BillingInterval.safeParse(now.interval).data ?? null };
  const timing = changeTiming(catalogue, { ...from, isTrialing }, to);
  const { interval, currency } = price;
  const [metered, addOns] = await Promise.all([
    meteredChange(ctx, subscription, { plan, interval, currency }),
    carryAddOns(ctx, subscription, { plan, price, isOtherInterval: from.interval !== interval }),
  ]);
  return { subscription, item, from, isTrialing, plan, price, stripePrice, metered, addOns, timing };
}

function requireChangeable({ cancelAt, status }: SubscriptionRow): void {
  if (cancelAt) {
    throw new AppError("conflict", "The subscription is about to end. Keep it first, then change it.", {
      reason: "subscription_ending",
    });
  }
  if (status === "paused") {
    throw new AppError("conflict", "The subscription is paused. Resume it first, then change it.", {
      reason: "subscription_paused",
    });
  }
  if (status === "incomplete") {
    throw new AppError("conflict", "The first payment is still open. Pay it first, then change the plan.", {
      reason: "payment_open",
    });
  }
}
