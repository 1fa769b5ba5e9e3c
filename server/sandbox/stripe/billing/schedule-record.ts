import type { Price, Subscription, SubscriptionSchedule } from "../core/collections.ts";
import type { Tx } from "../core/tx.ts";
import type { ProrationBehavior } from "./planning.ts";

export type Phase = SubscriptionSchedule["phases"][number];

export interface PhaseSpec {
  items: { price: string; quantity: number | undefined; metadata: Record<string, string> }[];
  start: number;
  end: number;
  currency: string;
  proration: ProrationBehavior;
  metadata: Record<string, string>;
  discounts: { coupon: string | null; promotion_code: string | null; discount: string | null }[];
  anchorsAtStart: boolean;
}

export function phaseOf(spec: PhaseSpec): Phase {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: spec.anchorsAtStart ? "phase_start" : null,
    billing_thresholds: null,
    collection_method: null,
    currency: spec.currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: spec.discounts,
    end_date: spec.end,
    invoice_settings: null,
    items: spec.items.map(({ price, quantity, metadata }) => ({
      billing_thresholds: null,
      discounts: [],
      metadata,
      plan: price,
      price,
      ...(quantity === undefined ? {} : { quantity }),
      tax_rates: [],
    })),
    metadata: spec.metadata,
    on_behalf_of: null,
    proration_behavior: spec.proration,
    start_date: spec.start,
    transfer_data: null,
    trial_end: null,
  };
}

/** The phase a subscription is in, as a schedule made from it begins. */
export function currentPhaseOf(
  subscription: Subscription,
  period: { start: number; end: number; price: Price },
): Phase {
  return phaseOf({
    items: subscription.items.data.map(({ price, quantity, metadata }) => ({
      price: price.id,
      quantity,
      metadata: metadata ?? {},
    })),
    start: period.start,
    end: subscription.trial_end && subscription.status === "trialing" ? subscription.trial_end : period.end,
    currency: subscription.currency,
    proration: "create_prorations",
    metadata: {},
    discounts: subscription.discounts.map((discount) => ({ coupon: null, promotion_code: null, discount })),
    anchorsAtStart: false,
  });
}

interface ScheduleSpec {
  customer: string;
  testClock: string | null;
  subscription: Subscription | null;
  phases: Phase[];
  endBehavior: "cancel" | "release";
  metadata: Record<string, string>;
}

export function scheduleOf(tx: Tx, spec: ScheduleSpec): SubscriptionSchedule {
  const [first] = spec.phases;
  const isActive = spec.subscription !== null;
  return {
    id: tx.newId("sub_sched"),
    object: "subscription_schedule",
    application: null,
    billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
    canceled_at: null,
    completed_at: null,
    created: tx.now,
    current_phase: isActive && first ? { start_date: first.start_date, end_date: first.end_date } : null,
    customer: spec.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null },
      billing_cycle_anchor: "automatic",
      billing_thresholds: null,
      collection_method: "charge_automatically",
      default_payment_method: null,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: spec.endBehavior,
    livemode: false,
    metadata: spec.metadata,
    pause_schedules: [],
    phases: spec.phases,
    released_at: null,
    released_subscription: null,
    status: isActive ? "active" : "not_started",
    subscription: spec.subscription?.id ?? null,
    test_clock: spec.testClock,
  };
}
