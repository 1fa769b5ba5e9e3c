import { type Subscription, subscriptionSchedules } from "../core/collections.ts";
import type { Tx } from "../core/tx.ts";

/** A schedule is over when its subscription is. */
export function endSchedule(tx: Tx, { schedule: id }: Subscription): void {
  const schedule = id && tx.get(subscriptionSchedules, id);
  if (!schedule || (schedule.status !== "active" && schedule.status !== "not_started")) return;
  const canceled = tx.put(subscriptionSchedules, {
    ...schedule,
    canceled_at: tx.now,
    current_phase: null,
    status: "canceled",
  });
  tx.emit("subscription_schedule.canceled", canceled);
}
