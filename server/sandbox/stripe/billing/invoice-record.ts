import type { Customer, Invoice, Price, Subscription } from "../core/collections.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";

export type InvoiceLine = Invoice["lines"]["data"][number];
export type BillingReason = NonNullable<Invoice["billing_reason"]>;

export interface LineSpec {
  price: Price;
  item: string;
  quantity: number;
  amount: number;
  description: string;
  period: { start: number; end: number };
  /** Part of a period: money back for what was paid, or the price of what is left. */
  isProration?: boolean;
}

export function lineOf(tx: Tx, invoice: string, subscription: Subscription, spec: LineSpec): InvoiceLine {
  return {
    id: tx.newId("il"),
    object: "line_item",
    amount: spec.amount,
    currency: subscription.currency,
    description: spec.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: subscription.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: spec.isProration ?? false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: spec.item,
      },
      type: "subscription_item_details",
    },
    period: spec.period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: spec.price.id, product: spec.price.product },
      type: "price_details",
      unit_amount_decimal: spec.price.unit_amount_decimal,
    },
    quantity: spec.quantity,
    quantity_decimal: String(spec.quantity),
    subscription: subscription.id,
    subtotal: spec.amount,
    taxes: [],
  };
}

export interface DraftSpec {
  id: string;
  customer: Customer;
  subscription: Subscription;
  reason: BillingReason;
  lines: InvoiceLine[];
  period: { start: number; end: number };
  /** Unix seconds; null when it is finalized by the one who made it. */
  finalizesAt: number | null;
}

export function draftOf(tx: Tx, { customer, subscription, ...spec }: DraftSpec): Invoice {
  const total = spec.lines.reduce((sum, line) => sum + line.amount, 0);
  return {
    id: spec.id,
    object: "invoice",
    account_country: tx.merchant.country,
    account_name: tx.merchant.name,
    account_tax_ids: null,
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: total,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: spec.finalizesAt,
    billing_reason: spec.reason,
    collection_method: "charge_automatically",
    created: tx.now,
    currency: subscription.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? null,
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: listOf(`/v1/invoices/${spec.id}/lines`, spec.lines),
    livemode: false,
    metadata: {},
    next_payment_attempt: spec.finalizesAt,
    number: null,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: "subscription_details",
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: spec.period.end,
    period_start: spec.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: tx.now,
  };
}
