import {
  customers,
  prices,
  type Subscription,
  type SubscriptionItem,
  type SubscriptionSchedule,
  subscriptionSchedules,
  subscriptions,
} from "../core/collections.ts";
import { mustGet, type Timer } from "../core/operation.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { cancelSubscription } from "./canceling.ts";
import { applyChange, putPending } from "./changing.ts";
import { grantDiscounts } from "./granting.ts";
import { changedItems, type ItemChange, onlyPeriod, prorationOf, usageUntilNow } from "./planning.ts";
import type { Phase } from "./schedule-record.ts";
import { changeSubscription, setSilently, startSubscription } from "./subscribing.ts";
import { PLAIN_TERMS, recurringOf } from "./subscription-record.ts";

export const isOpen = ({ status }: SubscriptionSchedule): boolean =>
  status === "active" || status === "not_started";

export function changeSchedule(
  tx: Tx,
  old: SubscriptionSchedule,
  change: Partial<SubscriptionSchedule>,
): SubscriptionSchedule {
  const next = tx.put(subscriptionSchedules, { ...old, ...change });
  if (JSON.stringify(next) !== JSON.stringify(old)) tx.emit("subscription_schedule.updated", next, old);
  return next;
}

export function* scheduleTimers(reader: Reader): Iterable<Timer> {
  for (const schedule of reader.all(subscriptionSchedules)) {
    const { current_phase, phases, status, test_clock: clock } = schedule;
    if (status === "not_started" && phases[0]) {
      yield { at: phases[0].start_date, clock, run: (tx) => void startSchedule(tx, schedule) };
    }
    if (status !== "active" || !current_phase || !schedule.subscription) continue;
    const subscription = reader.get(subscriptions, schedule.subscription);
    if (subscription)
      yield { at: current_phase.end_date, clock, run: (tx) => beginDuePhase(tx, subscription) };
  }
}

/** The subscription of a schedule that was made for a customer begins with its first phase. */
export function startSchedule(tx: Tx, schedule: SubscriptionSchedule): SubscriptionSchedule {
  const [first] = schedule.phases;
  if (!first) return schedule;
  const customer = mustGet(tx, customers, schedule.customer, "customer");
  const started = startSubscription(
    tx,
    {
      ...PLAIN_TERMS,
      customer: customer.id,
      items: first.items.map(({ price, quantity }) => ({
        price: mustGet(tx, prices, price, "phases[0][items][0][price]"),
        quantity: quantity ?? 1,
      })),
      metadata: first.metadata ?? {},
      currency: first.currency,
      testClock: customer.test_clock ?? null,
    },
    "allow_incomplete",
  );
  grantDiscounts(tx, started, first.discounts);
  setSilently(tx, started, { schedule: schedule.id });
  return changeSchedule(tx, schedule, {
    current_phase: { start_date: first.start_date, end_date: first.end_date },
    status: "active",
    subscription: started.id,
  });
}

/** Moves a subscription into the phase its schedule has reached, or ends the schedule after the last. */
export function beginDuePhase(tx: Tx, { id }: Pick<Subscription, "id">): void {
  const subscription = mustGet(tx, subscriptions, id);
  const schedule = tx.get(subscriptionSchedules, subscription.schedule ?? "");
  if (schedule?.status !== "active" || !schedule.current_phase) return;
  const { end_date } = schedule.current_phase;
  if (end_date > tx.now) return;
  const next = schedule.phases.find(({ start_date }) => start_date === end_date);
  if (!next) {
    finishSchedule(tx, schedule, subscription);
    return;
  }
  applyPhase(tx, subscription, next);
  const current_phase = { start_date: next.start_date, end_date: next.end_date };
  changeSchedule(tx, schedule, { current_phase });
}

/** At a period's end the next invoice simply has the new items; within one, the phase's own proration applies. */
export function applyPhase(tx: Tx, subscription: Subscription, phase: Phase): void {
  const items = phaseItems(tx, subscription, phase);
  grantDiscounts(tx, subscription, phase.discounts);
  const metadata = { ...subscription.metadata, ...phase.metadata };
  if (tx.now < onlyPeriod(subscription).end) {
    const proration = prorationOf(phase.proration_behavior);
    const restartsCycle = phase.billing_cycle_anchor === "phase_start";
    applyChange(tx, subscription, { items, proration, prorateAt: tx.now, restartsCycle }, "allow_incomplete");
    changeSubscription(tx, subscription, { metadata });
    return;
  }
  const changed = changedItems(tx, subscription, items);
  if (prorationOf(phase.proration_behavior) !== "none") billGoneUsage(tx, subscription, changed);
  const [before, after] = [onlyPeriod(subscription).price, changed[0]?.price].map(
    (price) => price && recurringOf(price),
  );
  const isOtherInterval =
    before?.interval !== after?.interval || before?.interval_count !== after?.interval_count;
  changeSubscription(tx, subscription, {
    items: listOf(subscription.items.url, changed),
    metadata,
    ...(isOtherInterval || phase.billing_cycle_anchor ? { billing_cycle_anchor: tx.now } : {}),
  });
}

/** What was used of metered prices that end with the period goes onto the invoice of the next. */
function billGoneUsage(tx: Tx, old: Subscription, next: readonly SubscriptionItem[]): void {
  const isKept = ({ id, price }: SubscriptionItem) =>
    next.some((item) => item.id === id && item.price.id === price.id);
  putPending(
    tx,
    old,
    usageUntilNow(
      tx,
      old,
      old.items.data.filter((item) => !isKept(item)),
    ),
  );
}

/** Items keep their ids where they can: the same price first, then one for another in order. */
export function phaseItems(reader: Reader, { items }: Subscription, phase: Phase): ItemChange[] {
  const left = [...items.data];
  const take = (index: number) => (index < 0 ? undefined : left.splice(index, 1)[0]);
  const kept = phase.items.map(({ price }) => take(left.findIndex((item) => item.price.id === price)));
  const changes = phase.items.map((wanted, index): ItemChange => {
    const item = kept[index] ?? left.shift();
    return {
      id: item?.id,
      price: mustGet(reader, prices, wanted.price, "phases[0][items][0][price]"),
      quantity: wanted.quantity,
    };
  });
  return [...changes, ...left.map(({ id }) => ({ id, isDeleted: true }))];
}

function finishSchedule(tx: Tx, schedule: SubscriptionSchedule, subscription: Subscription): void {
  if (schedule.end_behavior === "release") {
    releaseSchedule(tx, schedule);
    return;
  }
  const completed = tx.put(subscriptionSchedules, {
    ...schedule,
    completed_at: tx.now,
    current_phase: null,
    status: "completed",
  });
  tx.emit("subscription_schedule.completed", completed);
  cancelSubscription(tx, subscription, { reason: "cancellation_requested", isAtPeriodEnd: true });
}

/** The subscription goes on as it is, on its own. */
export function releaseSchedule(tx: Tx, schedule: SubscriptionSchedule): SubscriptionSchedule {
  const released = tx.put(subscriptionSchedules, {
    ...schedule,
    current_phase: null,
    released_at: tx.now,
    released_subscription: schedule.subscription,
    status: "released",
    subscription: null,
  });
  if (schedule.subscription) changeSubscription(tx, { id: schedule.subscription }, { schedule: null });
  tx.emit("subscription_schedule.released", released);
  return released;
}
