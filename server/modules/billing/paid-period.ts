import type { Ctx } from "#server/kernel/ctx.ts";
import { catalogueOf, findPlan } from "./catalogue/catalogue.ts";
import type { CataloguePlan, LimitWindow } from "./catalogue/catalogue-schema.ts";
import type { SubscriptionRow } from "./rules.ts";
import { BillingInterval, type SubscribedOverage } from "./schema.ts";
import { findCustomer, readFacts } from "./store.ts";

/** The billing period that a paid subscription is in. */
export interface PaidPeriod {
  subscriptionId: string;
  customer: string;
  plan: CataloguePlan;
  interval: BillingInterval;
  currency: string;
  start: Date;
  end: Date;
  /** What is sold beyond the plan's limits: as this subscription has it, else as the price list would sell it. */
  overage: readonly (SubscribedOverage & { window: LimitWindow })[];
}

/** Null where nothing runs that an invoice could be added to: no subscription, a trial, a payment that failed. */
export async function readPaidPeriod(ctx: Ctx): Promise<PaidPeriod | null> {
  const [{ subscriptions }, customer] = await Promise.all([readFacts(ctx.db), findCustomer(ctx.db)]);
  const running = subscriptions.find(({ status }) => status === "active");
  const plan = running && findPlan(catalogueOf(ctx.ports), running.plan);
  const interval = BillingInterval.safeParse(running?.interval).data;
  if (!running || !plan || !interval || !customer) return null;
  return {
    subscriptionId: running.id,
    customer,
    plan,
    interval,
    currency: running.currency,
    start: running.currentPeriodStart,
    end: running.currentPeriodEnd,
    overage: overageOf(plan, running),
  };
}

function overageOf(plan: CataloguePlan, { currency, overage: sold }: SubscriptionRow): PaidPeriod["overage"] {
  return plan.overage.flatMap(({ meter, window, mode, prices }) => {
    if (sold.length > 0)
      return sold.filter((each) => each.meter === meter).map((each) => ({ ...each, window }));
    const price = prices.find((each) => each.currency === currency);
    return price ? [{ meter, window, mode, tiers: price.tiers }] : [];
  });
}
