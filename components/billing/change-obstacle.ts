import type { BillingState } from "#server/modules/billing/schema.ts";
import { isPaused } from "./standing-text.ts";

/** What Stripe lets be changed: others are paid, resumed or begun anew first. */
const CHANGEABLE: readonly string[] = ["trialing", "active", "past_due"];

/** @returns why the plan can't be changed now and what comes first; null where it can, or a checkout begins anew */
export function changeObstacle(state: BillingState): string | null {
  const { subscription } = state;
  if (!subscription || state.canStartCheckout) return null;
  if (isPaused(state)) return "The subscription is paused. Resume it to change the plan.";
  if (subscription.cancelAt) return "The subscription is cancelled. Keep it to change the plan.";
  return CHANGEABLE.includes(subscription.status)
    ? null
    : "A payment is open. Pay it under Invoices to change the plan.";
}
