import type Stripe from "stripe";
import { z } from "zod";
import { HOUR } from "../billing/calendar.ts";
import { checkoutTimers, expireSession } from "../billing/checkout.ts";
import { amountsOf, quoteCheckout } from "../billing/checkout-quote.ts";
import {
  type CheckoutPlan,
  checkoutPlans,
  lineItemOf,
  mustGetPlan,
  sessionOf,
} from "../billing/checkout-record.ts";
import { amountFor, mustHaveTerms } from "../billing/pricing.ts";
import { recurringOf } from "../billing/subscription-record.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type CheckoutSession, checkoutSessions, prices, products } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import {
  created,
  currency,
  flag,
  httpUrl,
  metadata,
  noParams,
  paramsOf,
  text,
  whole,
} from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import type { Tx } from "../core/tx.ts";
import { listOf } from "../core/wire.ts";
import { mustGetCustomer } from "./customers.ts";
import { taxRatesOf } from "./subscription-change.ts";
import { currencyFor, trialEndOf } from "./subscription-creation.ts";
import { trialSettings } from "./subscription-params.ts";

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "hex color");

const CreateParams = paramsOf<Stripe.Checkout.SessionCreateParams>()({
  branding_settings: z
    .strictObject({
      background_color: colour.optional(),
      button_color: colour.optional(),
      display_name: text.max(100).optional(),
    })
    .optional(),
  allow_promotion_codes: flag.optional(),
  automatic_tax: z.strictObject({ enabled: flag }).optional(),
  billing_address_collection: z.enum(["auto", "required"]).optional(),
  cancel_url: httpUrl.optional(),
  client_reference_id: text.max(200).optional(),
  currency: currency.optional(),
  customer: text.optional(),
  customer_update: z
    .strictObject({
      address: z.enum(["auto", "never"]).optional(),
      name: z.enum(["auto", "never"]).optional(),
    })
    .optional(),
  discounts: z
    .array(z.strictObject({ coupon: text.optional(), promotion_code: text.optional() }))
    .max(1)
    .optional(),
  customer_email: text.optional(),
  expires_at: whole.optional(),
  line_items: z
    .array(z.strictObject({ price: text, quantity: whole.optional() }))
    .min(1)
    .max(20)
    .optional(),
  locale: z.enum(["auto", "en"]).optional(),
  metadata: metadata.optional(),
  mode: z.enum(["setup", "subscription"]),
  payment_method_collection: z.enum(["always", "if_required"]).optional(),
  redirect_on_completion: z.enum(["always", "if_required", "never"]).optional(),
  return_url: httpUrl.optional(),
  setup_intent_data: z
    .strictObject({ description: text.optional(), metadata: metadata.optional() })
    .optional(),
  subscription_data: z
    .strictObject({
      billing_mode: z.strictObject({ type: z.literal("flexible") }).optional(),
      default_tax_rates: z.array(text).max(5).optional(),
      description: text.max(500).optional(),
      metadata: metadata.optional(),
      trial_end: whole.optional(),
      trial_period_days: whole.optional(),
      trial_settings: trialSettings.optional(),
    })
    .optional(),
  success_url: httpUrl.optional(),
  tax_id_collection: z.strictObject({ enabled: flag }).optional(),
  ui_mode: z.enum(["embedded_page", "hosted_page"]).optional(),
});

type Params = z.output<typeof CreateParams>;

function trialOf(params: Params, now: number): CheckoutPlan["trial"] {
  const data = params.subscription_data ?? {};
  const end = trialEndOf(data, now);
  if (end === null) return null;
  if (end < now + 48 * HOUR && data.trial_end !== undefined) {
    throw invalidRequest("The `trial_end` date has to be at least 2 days in the future.", {
      param: "subscription_data[trial_end]",
    });
  }
  return data.trial_end === undefined ? { days: data.trial_period_days ?? 0 } : { end };
}

function expiryOf(params: Params, now: number): number {
  const at = params.expires_at ?? now + 24 * HOUR;
  if (at < now + HOUR / 2 || at > now + 24 * HOUR) {
    throw invalidRequest("The `expires_at` timestamp must be between 30 minutes and 24 hours from now.", {
      param: "expires_at",
    });
  }
  return at;
}

const brandingOf = (merchant: string, asked: Params["branding_settings"]) => ({
  background_color: "#ffffff",
  border_style: "rounded" as const,
  button_color: "#0b57d0",
  display_name: merchant,
  font_family: "default",
  icon: null,
  logo: null,
  ...given(asked ?? {}),
});

export function lineItemsOf(reader: Reader, session: string) {
  const currency = mustGet(reader, checkoutSessions, session).currency ?? "usd";
  const items = mustGetPlan(reader, session).items.map((item) => {
    const price = mustGet(reader, prices, item.price, "price");
    const name = reader.get(products, price.product)?.name ?? price.product;
    return lineItemOf(item, price, name, amountFor(reader, price, currency, item.quantity), currency);
  });
  return listOf(`/v1/checkout/sessions/${session}/line_items`, items);
}

type LineItems = NonNullable<Params["line_items"]>;

function itemsOf(tx: Tx, asked: LineItems, currencyAsked: string | null): CheckoutPlan["items"] {
  const currencies = new Set<string>();
  const items = asked.map((item, index) => {
    const param = `line_items[${index}][price]`;
    const price = mustGet(tx, prices, item.price, param);
    recurringOf(price);
    if (!price.active) {
      throw invalidRequest("The price specified is inactive. This field only accepts active prices.", {
        param,
      });
    }
    currencies.add(price.currency);
    if (currencyAsked) mustHaveTerms(tx, price, currencyAsked, param);
    const quantity = item.quantity ?? 1;
    return { id: tx.newId("li"), price: price.id, quantity };
  });
  if (currencies.size > 1 && !currencyAsked) {
    throw invalidRequest("All line items must have the same currency.", { param: "line_items" });
  }
  return items;
}

/** @throws 400 for what does not go together */
function mustFit(params: Params): void {
  const refuse = (message: string, param: string) => invalidRequest(message, { param });
  const isEmbedded = params.ui_mode === "embedded_page";
  if (isEmbedded && (params.success_url || params.cancel_url)) {
    throw refuse("`success_url` and `cancel_url` are for hosted pages: pass `return_url`.", "success_url");
  }
  if (!isEmbedded && params.redirect_on_completion) {
    throw refuse("`redirect_on_completion` is for embedded pages.", "redirect_on_completion");
  }
  const param = isEmbedded ? "return_url" : "success_url";
  const neverRedirects = params.redirect_on_completion === "never";
  if (neverRedirects && params.return_url) {
    throw refuse("`return_url` does not go with `redirect_on_completion=never`.", "return_url");
  }
  if (!neverRedirects && !params[param]) throw refuse(`Missing required param: ${param}.`, param);
  if ((params.mode === "subscription") !== (params.line_items !== undefined)) {
    throw refuse("`line_items` go with mode=subscription, and only with it.", "line_items");
  }
  if (params.allow_promotion_codes && params.discounts) {
    throw refuse(
      "You may only specify one of these parameters: allow_promotion_codes, discounts.",
      "discounts",
    );
  }
  if (params.customer && params.customer_email) {
    throw refuse("You may only specify one of these parameters: customer, customer_email.", "customer_email");
  }
  if (params.customer && params.automatic_tax?.enabled && !params.customer_update?.address) {
    throw refuse(
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Pass `customer_update[address]=auto` to save the one entered in Checkout.",
      "customer_update[address]",
    );
  }
}

function createSession(tx: Tx, params: Params): CheckoutSession {
  mustFit(params);
  const customer = params.customer ? mustGetCustomer(tx, params.customer) : null;
  const id = tx.newId("cs_test");
  const data = params.subscription_data ?? {};
  const items = itemsOf(tx, params.line_items ?? [], params.currency ?? null);
  const [first] = items;
  const price = first && tx.get(prices, first.price);
  const [discount] = params.discounts ?? [];
  const isTaxAutomatic = params.automatic_tax?.enabled ?? false;
  const plan: CheckoutPlan = {
    id,
    mode: params.mode,
    items,
    discount: discount ?? null,
    isTaxAutomatic,
    defaultTaxRates: taxRatesOf(tx, data.default_tax_rates ?? []),
    metadata: mergeMetadata({}, data.metadata),
    setupMetadata: mergeMetadata({}, params.setup_intent_data?.metadata),
    description: data.description ?? params.setup_intent_data?.description ?? null,
    trial: trialOf(params, tx.now),
    missingPaymentMethod: data.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    pendingCard: null,
    refusedIntent: null,
  };
  const session = sessionOf(tx, {
    id,
    mode: params.mode,
    currency: params.currency ?? (price ? currencyFor(tx, customer, price) : null),
    url: `${tx.merchant.publicUrl}/c/pay/${id}`,
    isEmbedded: params.ui_mode === "embedded_page",
    redirectOnCompletion: params.redirect_on_completion ?? "always",
    successUrl: params.success_url ?? null,
    returnUrl: params.return_url ?? null,
    cancelUrl: params.cancel_url ?? null,
    allowsPromotionCodes: params.allow_promotion_codes ?? false,
    collectsTaxId: params.tax_id_collection?.enabled ?? false,
    isTaxAutomatic,
    billingAddressCollection: params.billing_address_collection ?? null,
    customer: customer?.id ?? null,
    customerEmail: customer?.email ?? params.customer_email ?? null,
    clientReferenceId: params.client_reference_id ?? null,
    metadata: mergeMetadata({}, params.metadata),
    expiresAt: expiryOf(params, tx.now),
    paymentMethodCollection: params.payment_method_collection ?? "always",
    branding: brandingOf(tx.merchant.name, params.branding_settings),
    locale: params.locale ?? null,
  });
  tx.put(checkoutPlans, plan);
  if (plan.mode === "setup") return tx.put(checkoutSessions, session);
  const invoice = quoteCheckout(tx, session, plan, null);
  return tx.put(checkoutSessions, { ...session, ...amountsOf(tx, session, plan, invoice) });
}

export const checkoutSessionResource: Resource = {
  collections: [checkoutSessions],
  includes: { "checkout.session": { line_items: lineItemsOf } },
  timers: checkoutTimers,
  operations: [
    operation({
      method: "POST",
      path: "/v1/checkout/sessions",
      params: CreateParams,
      run: ({ tx, params }) => createSession(tx, params),
    }),
    retrieve("/v1/checkout/sessions/{id}", checkoutSessions),
    operation({
      method: "POST",
      path: "/v1/checkout/sessions/{id}/expire",
      params: noParams,
      run: ({ tx, path }) => expireSession(tx, mustGet(tx, checkoutSessions, path("id"))),
    }),
    operation({
      method: "GET",
      path: "/v1/checkout/sessions/{id}/line_items",
      params: z.strictObject({ limit: whole.optional() }),
      run: ({ tx, path }) => lineItemsOf(tx, mustGet(tx, checkoutSessions, path("id")).id),
    }),
    list({
      path: "/v1/checkout/sessions",
      from: checkoutSessions,
      filters: {
        created: created.optional(),
        customer: text.optional(),
        status: z.enum(["open", "complete", "expired"]).optional(),
        subscription: text.optional(),
      },
      matches: (session, filters) =>
        (filters.customer === undefined || session.customer === filters.customer) &&
        (filters.status === undefined || session.status === filters.status) &&
        (filters.subscription === undefined || session.subscription === filters.subscription) &&
        isWithin(session.created, filters.created),
    }),
  ],
};
