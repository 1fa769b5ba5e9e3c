import type { CheckoutSession, Price, TaxRate } from "../core/collections.ts";
import { collection, type Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import type { MissingPaymentMethod } from "./subscription-record.ts";

/** What a session was asked to do: Stripe keeps it, but does not show it on the session. */
export interface CheckoutPlan {
  id: string;
  mode: "setup" | "subscription";
  /** A discount given with the session, or a promotion code typed on its page. */
  discount: { coupon?: string | undefined; promotion_code?: string | undefined } | null;
  isTaxAutomatic: boolean;
  defaultTaxRates: TaxRate[];
  setupMetadata: Record<string, string>;
  items: { id: string; price: string; quantity: number }[];
  metadata: Record<string, string>;
  description: string | null;
  /** Days of trial counted from completion, or an absolute end in Unix seconds. */
  trial: { days: number } | { end: number } | null;
  missingPaymentMethod: MissingPaymentMethod;
  /** A card that waits for its 3-D Secure step. */
  pendingCard: string | null;
  /** The payment intent of refused attempts. */
  refusedIntent: string | null;
}

export const checkoutPlans = collection<CheckoutPlan>("sandbox.checkout_plan");

export interface SessionSpec {
  id: string;
  mode: CheckoutPlan["mode"];
  currency: string | null;
  url: string;
  /** Embedded pages come back to `returnUrl`, hosted ones to `successUrl`. */
  isEmbedded: boolean;
  redirectOnCompletion: "always" | "if_required" | "never";
  successUrl: string | null;
  returnUrl: string | null;
  cancelUrl: string | null;
  allowsPromotionCodes: boolean;
  collectsTaxId: boolean;
  isTaxAutomatic: boolean;
  billingAddressCollection: CheckoutSession["billing_address_collection"];
  customer: string | null;
  customerEmail: string | null;
  clientReferenceId: string | null;
  metadata: Record<string, string>;
  expiresAt: number;
  paymentMethodCollection: "always" | "if_required";
  branding: NonNullable<CheckoutSession["branding_settings"]>;
  locale: CheckoutSession["locale"];
}

export function sessionOf(tx: Tx, spec: SessionSpec): CheckoutSession {
  return {
    id: spec.id,
    object: "checkout.session",
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: spec.allowsPromotionCodes,
    allowed_payment_method_types: null,
    amount_subtotal: null,
    amount_total: null,
    automatic_tax: {
      enabled: spec.isTaxAutomatic,
      liability: spec.isTaxAutomatic ? { type: "self" } : null,
      provider: spec.isTaxAutomatic ? "stripe" : null,
      status: spec.isTaxAutomatic ? "requires_location_inputs" : null,
    },
    billing_address_collection: spec.billingAddressCollection,
    branding_settings: spec.branding,
    cancel_url: spec.cancelUrl,
    client_reference_id: spec.clientReferenceId,
    client_secret: spec.isEmbedded ? `${spec.id}_${tx.newId("secret")}` : null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: tx.now,
    currency: spec.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: spec.customer,
    customer_account: null,
    customer_creation: spec.customer ? null : "always",
    customer_details: spec.customerEmail ? detailsOf(spec.customerEmail, null, null) : null,
    customer_email: spec.customer ? null : spec.customerEmail,
    discounts: [],
    expires_at: spec.expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: spec.locale,
    managed_payments: null,
    metadata: spec.metadata,
    mode: spec.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: spec.paymentMethodCollection,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ["card"],
    payment_status: spec.mode === "setup" ? "no_payment_required" : "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: null,
    subscription: null,
    ...(spec.isEmbedded
      ? {
          redirect_on_completion: spec.redirectOnCompletion,
          ...(spec.returnUrl === null ? {} : { return_url: spec.returnUrl }),
        }
      : {}),
    success_url: spec.successUrl,
    ...(spec.collectsTaxId ? { tax_id_collection: { enabled: true, required: "never" as const } } : {}),
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: spec.isEmbedded ? "embedded_page" : "hosted_page",
    url: spec.isEmbedded ? null : spec.url,
    wallet_options: null,
  };
}

export function detailsOf(
  email: string | null,
  name: string | null,
  country: string | null,
): NonNullable<CheckoutSession["customer_details"]> {
  return {
    address: { city: null, country, line1: null, line2: null, postal_code: null, state: null },
    business_name: null,
    email,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
}

type LineItem = NonNullable<CheckoutSession["line_items"]>["data"][number];

/** @param total what the item costs, in minor units of the session's currency */
export function lineItemOf(
  item: CheckoutPlan["items"][number],
  price: Price,
  name: string,
  total: number,
  currency: string,
): LineItem {
  return {
    id: item.id,
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency,
    description: name,
    metadata: {},
    price,
    quantity: item.quantity,
  };
}

export const mustGetPlan = (reader: Reader, session: string): CheckoutPlan => {
  const plan = reader.get(checkoutPlans, session);
  if (!plan) throw new Error(`Checkout session ${session} has lost its plan.`);
  return plan;
};
