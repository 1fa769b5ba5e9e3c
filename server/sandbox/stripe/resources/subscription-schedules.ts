import { addIntervals } from "../billing/calendar.ts";
import { cancelSubscription } from "../billing/canceling.ts";
import { onlyPeriod, prorationOf } from "../billing/planning.ts";
import { currentPhaseOf, type Phase, phaseOf, scheduleOf } from "../billing/schedule-record.ts";
import {
  applyPhase,
  changeSchedule,
  isOpen,
  releaseSchedule,
  scheduleTimers,
  startSchedule,
} from "../billing/scheduling.ts";
import { changeSubscription } from "../billing/subscribing.ts";
import { recurringOf } from "../billing/subscription-record.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import {
  prices,
  type Subscription,
  type SubscriptionSchedule,
  subscriptionSchedules,
  subscriptions,
} from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, text } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { mustGetCustomer } from "./customers.ts";
import {
  CancelParams,
  CreateParams,
  type PhaseParams,
  ReleaseParams,
  UpdateParams,
} from "./schedule-params.ts";

/** Phases follow one another: each begins where the one before ends; the last lasts one interval unless told. */
function phasesOf(
  reader: Reader & { now: number },
  params: PhaseParams[],
  first: number,
  currency: string,
): Phase[] {
  let start = first;
  return params.map((phase, index) => {
    const [item] = phase.items;
    const price = mustGet(reader, prices, item?.price ?? "", `phases[${index}][items][0][price]`);
    const recurring = recurringOf(price);
    const length = phase.duration
      ? {
          ...recurring,
          interval: phase.duration.interval,
          interval_count: phase.duration.interval_count ?? 1,
        }
      : recurring;
    const end = phase.end_date === "now" ? reader.now : (phase.end_date ?? addIntervals(start, length, 1));
    const asked = phase.start_date === "now" ? reader.now : phase.start_date;
    if (asked !== undefined && asked !== start) {
      throw invalidRequest("Each phase must start when the one before it ends.", {
        param: `phases[${index}][start_date]`,
      });
    }
    if (end <= start) {
      throw invalidRequest("A phase must end after it starts.", { param: `phases[${index}][end_date]` });
    }
    const made = phaseOf({
      items: phase.items.map((each) => ({
        price: mustGet(reader, prices, each.price, `phases[${index}][items][0][price]`).id,
        quantity: each.quantity ?? (recurring.usage_type === "metered" ? undefined : 1),
        metadata: mergeMetadata({}, each.metadata),
      })),
      start,
      end,
      currency: phase.currency ?? currency,
      proration: phase.proration_behavior ?? "create_prorations",
      metadata: mergeMetadata({}, phase.metadata),
      discounts: (phase.discounts ?? []).map(({ coupon, promotion_code, discount }) => ({
        coupon: coupon ?? null,
        promotion_code: promotion_code ?? null,
        discount: discount ?? null,
      })),
      anchorsAtStart: phase.billing_cycle_anchor === "phase_start",
    });
    start = end;
    return made;
  });
}

function fromSubscription(tx: Tx, id: string): SubscriptionSchedule {
  const subscription = mustGet(tx, subscriptions, id, "from_subscription");
  if (subscription.schedule) {
    throw invalidRequest("The subscription is already attached to a schedule.", {
      param: "from_subscription",
    });
  }
  if (subscription.status === "canceled" || subscription.status === "incomplete_expired") {
    throw invalidRequest(`A ${subscription.status} subscription cannot be scheduled.`);
  }
  const phases = [currentPhaseOf(subscription, onlyPeriod(subscription))];
  const { customer, test_clock } = subscription;
  const spec = {
    customer,
    testClock: test_clock,
    subscription,
    phases,
    endBehavior: "release",
    metadata: {},
  } as const;
  const schedule = tx.put(subscriptionSchedules, scheduleOf(tx, spec));
  changeSubscription(tx, subscription, { schedule: schedule.id });
  tx.emit("subscription_schedule.created", schedule);
  return schedule;
}

/** Carries out at once what an update says about the phase that is running. */
function applyCurrent(
  tx: Tx,
  schedule: SubscriptionSchedule,
  before: Phase | undefined,
  proration: string | undefined,
): void {
  const { current_phase, subscription: id } = schedule;
  const phase = schedule.phases.find(({ start_date }) => start_date === current_phase?.start_date);
  if (!phase || !id || JSON.stringify(phase.items) === JSON.stringify(before?.items)) return;
  const subscription = mustGet(tx, subscriptions, id);
  applyPhase(tx, subscription, {
    ...phase,
    billing_cycle_anchor: null,
    proration_behavior: prorationOf(proration ?? "create_prorations"),
  });
}

function mustBeOpen(schedule: SubscriptionSchedule, what: string): void {
  if (isOpen(schedule)) return;
  throw invalidRequest(
    `You cannot ${what} a subscription schedule that is currently in the \`${schedule.status}\` status.`,
  );
}

const firstStart = (schedule: SubscriptionSchedule, phases: PhaseParams[]): number => {
  const asked = phases[0]?.start_date;
  const known = schedule.phases.find(({ start_date }) => start_date === asked);
  return known?.start_date ?? schedule.current_phase?.start_date ?? schedule.phases[0]?.start_date ?? 0;
};

export const subscriptionScheduleResource: Resource = {
  collections: [subscriptionSchedules],
  timers: scheduleTimers,
  operations: [
    operation({
      method: "POST",
      path: "/v1/subscription_schedules",
      params: CreateParams,
      run({ tx, params }) {
        if (params.from_subscription) {
          if (params.phases || params.customer || params.end_behavior) {
            throw invalidRequest(
              "With `from_subscription` the schedule takes its terms from the subscription.",
              {
                param: "from_subscription",
              },
            );
          }
          return fromSubscription(tx, params.from_subscription);
        }
        if (!params.customer || !params.phases) {
          const param = params.customer ? "phases" : "customer";
          throw invalidRequest(`Missing required param: ${param}.`, { param, code: "parameter_missing" });
        }
        const customer = mustGetCustomer(tx, params.customer);
        const start = typeof params.start_date === "number" ? params.start_date : tx.now;
        const schedule = tx.put(
          subscriptionSchedules,
          scheduleOf(tx, {
            customer: customer.id,
            testClock: customer.test_clock ?? null,
            subscription: null,
            phases: phasesOf(tx, params.phases, start, customer.currency ?? "usd"),
            endBehavior: params.end_behavior ?? "release",
            metadata: mergeMetadata({}, params.metadata),
          }),
        );
        tx.emit("subscription_schedule.created", schedule);
        return start <= tx.now ? startSchedule(tx, schedule) : schedule;
      },
    }),
    retrieve("/v1/subscription_schedules/{id}", subscriptionSchedules),
    operation({
      method: "POST",
      path: "/v1/subscription_schedules/{id}",
      params: UpdateParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, subscriptionSchedules, path("id"));
        mustBeOpen(old, "update");
        const { phases, end_behavior, metadata: patch } = params;
        const currency = old.phases[0]?.currency ?? "usd";
        const next = phases ? phasesOf(tx, phases, firstStart(old, phases), currency) : old.phases;
        const current = next.find(({ end_date }) => end_date > tx.now);
        const changed = changeSchedule(tx, old, {
          ...given({ end_behavior }),
          current_phase:
            old.status === "active" && current
              ? { start_date: current.start_date, end_date: current.end_date }
              : old.current_phase,
          metadata: mergeMetadata(old.metadata ?? {}, patch),
          phases: next,
        });
        const before = old.phases.find(({ start_date }) => start_date === old.current_phase?.start_date);
        applyCurrent(tx, changed, before, params.proration_behavior);
        return changed;
      },
    }),
    operation({
      method: "POST",
      path: "/v1/subscription_schedules/{id}/cancel",
      params: CancelParams,
      run({ tx, params, path }) {
        const old = mustGet(tx, subscriptionSchedules, path("id"));
        mustBeOpen(old, "cancel");
        const subscription: Subscription | undefined = old.subscription
          ? tx.get(subscriptions, old.subscription)
          : undefined;
        if (subscription) {
          cancelSubscription(tx, subscription, {
            reason: "cancellation_requested",
            invoicesNow: params.invoice_now ?? true,
            isProrated: params.prorate ?? true,
          });
          return mustGet(tx, subscriptionSchedules, old.id);
        }
        const canceled = tx.put(subscriptionSchedules, { ...old, canceled_at: tx.now, status: "canceled" });
        tx.emit("subscription_schedule.canceled", canceled);
        return canceled;
      },
    }),
    operation({
      method: "POST",
      path: "/v1/subscription_schedules/{id}/release",
      params: ReleaseParams,
      run({ tx, path }) {
        const old = mustGet(tx, subscriptionSchedules, path("id"));
        mustBeOpen(old, "release");
        return releaseSchedule(tx, old);
      },
    }),
    list({
      path: "/v1/subscription_schedules",
      from: subscriptionSchedules,
      filters: { created: created.optional(), customer: text.optional() },
      matches: (schedule, filters) =>
        (filters.customer === undefined || schedule.customer === filters.customer) &&
        isWithin(schedule.created, filters.created),
    }),
  ],
};
