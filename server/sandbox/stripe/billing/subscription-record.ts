import type { Price, Subscription, SubscriptionItem, TaxRate } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { isMetered, type Period } from "./line-spec.ts";

export interface ItemSpec {
  price: Price;
  quantity: number;
  metadata?: Record<string, string>;
}

export type MissingPaymentMethod = "cancel" | "create_invoice" | "pause";

export interface SubscriptionSpec {
  customer: string;
  items: ItemSpec[];
  defaultPaymentMethod: string | null;
  /** Unix seconds, or null for no trial. */
  trialEnd: number | null;
  missingPaymentMethod: MissingPaymentMethod;
  metadata: Record<string, string>;
  description: string | null;
  currency: string;
  testClock: string | null;
  discounts: string[];
  isTaxAutomatic: boolean;
  defaultTaxRates: TaxRate[];
  /** Null charges the card; a number sends the invoice, due after so many days. */
  daysUntilDue: number | null;
  /** When full periods begin, if not at once. */
  anchor: number | null;
}

/** A subscription without a trial, discounts or taxes, charged at once to the customer's own card. */
export const PLAIN_TERMS = {
  anchor: null,
  daysUntilDue: null,
  defaultPaymentMethod: null,
  defaultTaxRates: [],
  description: null,
  discounts: [],
  isTaxAutomatic: false,
  metadata: {},
  missingPaymentMethod: "create_invoice",
  testClock: null,
  trialEnd: null,
} satisfies Partial<SubscriptionSpec>;

type Recurring = NonNullable<Price["recurring"]>;

/** @throws 400 when the price is not for a subscription */
export function recurringOf(price: Price): Recurring {
  if (price.recurring) return price.recurring;
  throw invalidRequest(
    `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
    { param: "items[0][price]" },
  );
}

/** The pre-2020 `plan` of an item, which Stripe still sends beside its price. */
function planOf(price: Price): SubscriptionItem["plan"] {
  const recurring = recurringOf(price);
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: recurring.interval,
    interval_count: recurring.interval_count,
    livemode: false,
    metadata: price.metadata,
    meter: recurring.meter,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: price.transform_quantity,
    trial_period_days: null,
    usage_type: recurring.usage_type,
  };
}

export function itemOf(
  tx: Tx,
  subscription: string,
  { price, quantity, metadata = {} }: ItemSpec,
  period: Period,
): SubscriptionItem {
  return {
    id: tx.newId("si"),
    object: "subscription_item",
    billing_thresholds: null,
    created: tx.now,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price,
    ...quantityField(price, quantity),
    subscription,
    tax_rates: [],
  };
}

export function withPrice(item: SubscriptionItem, { price, quantity }: ItemSpec): SubscriptionItem {
  const { quantity: _, ...rest } = item;
  return { ...rest, plan: planOf(price), price, ...quantityField(price, quantity) };
}

/** Metered items have no quantity: their meter has. */
const quantityField = (price: Price, quantity: number) => (isMetered(price) ? {} : { quantity });

export function subscriptionOf(tx: Tx, spec: SubscriptionSpec, period: Period): Subscription {
  const id = tx.newId("sub");
  const isTrial = spec.trialEnd !== null;
  return {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: automaticTax(spec.isTaxAutomatic),
    billing_cycle_anchor: spec.trialEnd ?? spec.anchor ?? tx.now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: spec.daysUntilDue === null ? "charge_automatically" : "send_invoice",
    created: tx.now,
    currency: spec.currency,
    customer: spec.customer,
    customer_account: null,
    days_until_due: spec.daysUntilDue,
    default_payment_method: spec.defaultPaymentMethod,
    default_source: null,
    default_tax_rates: spec.defaultTaxRates,
    description: spec.description,
    discounts: spec.discounts,
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: listOf(
      `/v1/subscription_items?subscription=${id}`,
      spec.items.map((item) => itemOf(tx, id, item, period)),
    ),
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: spec.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: tx.now,
    status: isTrial ? "trialing" : "incomplete",
    test_clock: spec.testClock,
    transfer_data: null,
    trial_end: spec.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: spec.missingPaymentMethod },
    },
    trial_start: isTrial ? tx.now : null,
  };
}

export const automaticTax = (enabled: boolean): Subscription["automatic_tax"] => ({
  disabled_reason: null,
  enabled,
  liability: enabled ? { type: "self" } : null,
});
