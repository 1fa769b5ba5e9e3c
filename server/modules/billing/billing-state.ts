import type { Ctx } from "#server/kernel/ctx.ts";
import { catalogueOf, findPlan } from "./catalogue/catalogue.ts";
import type { Catalogue } from "./catalogue/catalogue-schema.ts";
import {
  type BillingFacts,
  checkoutTrial,
  isInArrears,
  isLive,
  type Standing,
  type SubscriptionRow,
  standingOf,
} from "./rules.ts";
import { BillingInterval, type BillingState } from "./schema.ts";
import { findCustomer, readFacts } from "./store.ts";

/** What the tenant stands on now, for modules that act on it. */
export async function readStanding(ctx: Ctx): Promise<Standing & { catalogue: Catalogue }> {
  const catalogue = catalogueOf(ctx.ports);
  return { catalogue, ...standingOf(catalogue, await readFacts(ctx.db), ctx.now()) };
}

/** Whether a payment is owed for beyond all patience, so that the tenant is suspended or about to be. */
export const owesBeyondGrace = async (ctx: Ctx): Promise<boolean> =>
  isInArrears(catalogueOf(ctx.ports), await readFacts(ctx.db), ctx.now());

export async function readBillingState(ctx: Ctx): Promise<BillingState> {
  const [facts, customer] = await Promise.all([readFacts(ctx.db), findCustomer(ctx.db)]);
  return billingState(catalogueOf(ctx.ports), facts, ctx.now(), customer !== null);
}

function billingState(
  catalogue: Catalogue,
  facts: BillingFacts,
  now: Date,
  hasCustomer: boolean,
): BillingState {
  const { plan, basis, until } = standingOf(catalogue, facts, now);
  const latest = facts.subscriptions.find(isLive) ?? facts.subscriptions[0];
  return {
    plan: plan && { key: plan.key, name: plan.name },
    basis,
    until: until?.toISOString() ?? null,
    subscription: latest
      ? {
          plan: namedPlan(catalogue, latest.plan),
          status: latest.status,
          interval: BillingInterval.safeParse(latest.interval).data ?? null,
          currency: latest.currency,
          amountMinor: latest.amountMinor,
          planAmountMinor: planAmountOf(latest),
          currentPeriodEnd: latest.currentPeriodEnd.toISOString(),
          trialEnd: latest.trialEnd?.toISOString() ?? null,
          cancelAt: latest.cancelAt?.toISOString() ?? null,
          endedAt: latest.endedAt?.toISOString() ?? null,
          scheduled: latest.scheduledAt && {
            plan: namedPlan(catalogue, latest.scheduledPlan),
            interval: BillingInterval.safeParse(latest.scheduledInterval).data ?? null,
            at: latest.scheduledAt.toISOString(),
          },
          isChangePending: latest.isChangePending,
        }
      : null,
    currency: facts.subscriptions.find(isLive)?.currency ?? null,
    canStartCheckout: !facts.subscriptions.some(isLive),
    canOpenPortal: hasCustomer,
    isTrialAvailable: catalogue.plans.some(
      (each) => !each.isRetired && checkoutTrial(catalogue, each, facts, now) !== null,
    ),
  };
}

const planAmountOf = ({ amountMinor, addOns }: SubscriptionRow): number =>
  addOns.reduce((rest, { quantity, unitAmountMinor }) => rest - quantity * unitAmountMinor, amountMinor);

function namedPlan(catalogue: Catalogue, key: string | null) {
  const plan = findPlan(catalogue, key);
  return plan ? { key: plan.key, name: plan.name } : null;
}
