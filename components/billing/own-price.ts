import type { BillingState } from "#server/modules/billing/schema.ts";
import type { Plan } from "../pricing/plan.ts";

/** The plan with what the workspace pays for it, where it was bought at another price than it is sold at now. */
export function withOwnPrice(plan: Plan, { subscription, currency }: BillingState): Plan {
  if (currency === null || subscription?.plan?.key !== plan.key) return plan;
  const { interval, planAmountMinor: amountMinor } = subscription;
  return {
    ...plan,
    prices: plan.prices.map((price) =>
      price.interval === interval && price.currency === currency ? { ...price, amountMinor } : price,
    ),
  };
}
