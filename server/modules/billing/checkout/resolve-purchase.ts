import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { catalogueOf } from "../catalogue/catalogue.ts";
import type { BillingInterval, Catalogue, CataloguePlan, Price } from "../catalogue/catalogue-schema.ts";
import { choosePrice, requireCurrency } from "../catalogue/choose-price.ts";
import { sellablePlan } from "../catalogue/sellable-plan.ts";
import { checkoutTrial, isLive } from "../rules.ts";
import { readFacts } from "../store.ts";

export interface Purchase {
  catalogue: Catalogue;
  plan: CataloguePlan;
  price: Price;
  trial: ReturnType<typeof checkoutTrial>;
}

/** What a workspace that has no subscription would buy. @throws AppError when it has one, or the plan is not sold this way */
export async function resolvePurchase(
  ctx: Ctx,
  wanted: { plan: string; interval: BillingInterval; currency?: string | undefined },
): Promise<Purchase> {
  const plan = sellablePlan(ctx, wanted.plan);
  const price = choosePrice(plan, wanted);
  const facts = await readFacts(ctx.db);
  const running = facts.subscriptions.find(isLive);
  if (running) {
    requireCurrency(running.currency, wanted.currency);
    throw new AppError("conflict", "This workspace already has a subscription.", {
      reason: "already_subscribed",
    });
  }
  const catalogue = catalogueOf(ctx.ports);
  return { catalogue, plan, price, trial: checkoutTrial(catalogue, plan, facts, ctx.now()) };
}
