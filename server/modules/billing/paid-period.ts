import type { Ctx } from "#server/kernel/ctx.ts";
import { catalogueOf, findPlan } from "./catalogue/catalogue.ts";
import type { CataloguePlan } from "./catalogue/catalogue-schema.ts";
import { BillingInterval } from "./schema.ts";
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
  };
}
