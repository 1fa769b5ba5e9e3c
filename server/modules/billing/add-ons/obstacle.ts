import { isLive, type SubscriptionRow } from "../rules.ts";
import type { AddOnList } from "./schema.ts";

type Obstacle = NonNullable<AddOnList["obstacle"]>;

/** What stands in the way of any change of add-ons; null when nothing does. */
export function obstacleOf(row: SubscriptionRow | undefined): Obstacle | null {
  if (!row || !isLive(row)) {
    return { reason: "no_subscription", message: "Add-ons come on top of a paid plan. Choose one first." };
  }
  if (row.status !== "active" && row.status !== "trialing") {
    return {
      reason: "not_active",
      message: "The subscription does not run, or a payment is open. Settle that first.",
    };
  }
  if (row.cancelAt) {
    return {
      reason: "subscription_ending",
      message: "The subscription is about to end. Keep it first, then change its add-ons.",
    };
  }
  if (row.scheduledAt) {
    return {
      reason: "change_scheduled",
      message: "A change of plan comes with the next period. Take it back first, or wait for it.",
    };
  }
  if (row.isChangePending) {
    return {
      reason: "change_pending",
      message: "A change waits for its payment. Pay its invoice first, or wait until it lapses.",
    };
  }
  return null;
}
