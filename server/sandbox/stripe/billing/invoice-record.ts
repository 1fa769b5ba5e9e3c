import type { Customer, Invoice, Subscription } from "../core/collections.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import type { DiscountAmount } from "./discounting.ts";
import type { LineSpec, Period } from "./line-spec.ts";

export type InvoiceLine = Invoice["lines"]["data"][number];
export type BillingReason = NonNullable<Invoice["billing_reason"]>;

interface LineRecord {
  id: string;
  invoice: string;
  subscription: Subscription | null;
  currency: string;
  spec: LineSpec;
  discounts: DiscountAmount[];
  credits: NonNullable<InvoiceLine["pretax_credit_amounts"]>;
  taxes: NonNullable<InvoiceLine["taxes"]>;
}

export function lineOf({ id, invoice, subscription, currency, spec, ...taken }: LineRecord): InvoiceLine {
  const { discounts, credits, taxes } = taken;
  return {
    id,
    object: "line_item",
    amount: spec.amount,
    currency,
    description: spec.description,
    discount_amounts: discounts,
    discountable: spec.isDiscountable,
    discounts: [],
    invoice,
    livemode: false,
    metadata: subscription?.metadata ?? {},
    parent: parentOf(spec, subscription),
    period: spec.period,
    pretax_credit_amounts: [
      ...discounts.map(({ amount, discount }) => ({ amount, discount, type: "discount" as const })),
      ...credits,
    ],
    pricing: spec.price && {
      price_details: { price: spec.price.id, product: spec.price.product },
      type: "price_details",
      unit_amount_decimal: spec.unitAmountDecimal,
    },
    quantity: spec.quantity,
    quantity_decimal: String(spec.quantity),
    subscription: subscription?.id ?? null,
    subtotal: spec.amount,
    taxes,
  };
}

function parentOf(spec: LineSpec, subscription: Subscription | null): InvoiceLine["parent"] {
  const details = {
    invoice_item: spec.invoiceItem,
    proration: spec.isProration,
    proration_details: { credited_items: null },
  };
  if (spec.item && subscription) {
    return {
      invoice_item_details: null,
      subscription_item_details: { ...details, subscription: subscription.id, subscription_item: spec.item },
      type: "subscription_item_details",
    };
  }
  if (!spec.invoiceItem) return null;
  return {
    invoice_item_details: {
      ...details,
      invoice_item: spec.invoiceItem,
      subscription: subscription?.id ?? null,
    },
    subscription_item_details: null,
    type: "invoice_item_details",
  };
}

export interface DraftSpec {
  id: string;
  customer: Customer;
  subscription: Subscription | null;
  currency: string;
  reason: BillingReason;
  discounts: string[];
  period: Period;
  /** Unix seconds; null when it is finalized by the one who made it. */
  finalizesAt: number | null;
}

/** An invoice without lines: `composeInvoice` fills it. */
export function draftOf(tx: Tx, { customer, subscription, ...spec }: DraftSpec): Invoice {
  const isAutomatic = subscription?.automatic_tax.enabled ?? false;
  return {
    id: spec.id,
    object: "invoice",
    account_country: tx.merchant.country,
    account_name: tx.merchant.name,
    account_tax_ids: null,
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: {
      disabled_reason: null,
      enabled: isAutomatic,
      liability: isAutomatic ? { type: "self" } : null,
      provider: isAutomatic ? "stripe" : null,
      status: null,
    },
    automatically_finalizes_at: spec.finalizesAt,
    billing_reason: spec.reason,
    collection_method: subscription?.collection_method ?? "charge_automatically",
    created: tx.now,
    currency: spec.currency,
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
    default_tax_rates: subscription?.default_tax_rates ?? [],
    description: null,
    discounts: spec.discounts,
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
    lines: listOf(`/v1/invoices/${spec.id}/lines`, []),
    livemode: false,
    metadata: {},
    next_payment_attempt: spec.finalizesAt,
    number: null,
    on_behalf_of: null,
    parent: subscription && {
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
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: customer.test_clock ?? null,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: tx.now,
  };
}
