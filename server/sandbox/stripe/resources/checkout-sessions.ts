import type Stripe from "stripe";
import { z } from "zod";
import { HOUR } from "../billing/calendar.ts";
import { checkoutTimers, expireSession, trialEndAt } from "../billing/checkout.ts";
import {
  type CheckoutPlan,
  checkoutPlans,
  lineItemOf,
  mustGetPlan,
  sessionOf,
} from "../billing/checkout-record.ts";
import { recurringOf } from "../billing/subscription-record.ts";
import { given, mergeMetadata } from "../core/changes.ts";
import { type CheckoutSession, checkoutSessions, prices, products } from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { isWithin, list } from "../core/list.ts";
import { mustGet, operation, type Resource, retrieve } from "../core/operation.ts";
import { created, httpUrl, metadata, noParams, paramsOf, text, whole } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import { listOf } from "../core/wire.ts";
import { mustGetCustomer } from "./customers.ts";
import { trialEndOf } from "./subscription-creation.ts";
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
  cancel_url: httpUrl.optional(),
  client_reference_id: text.max(200).optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  expires_at: whole.optional(),
  line_items: z
    .array(z.strictObject({ price: text, quantity: whole.optional() }))
    .min(1)
    .max(20),
  locale: z.enum(["auto", "en"]).optional(),
  metadata: metadata.optional(),
  mode: z.literal("subscription"),
  payment_method_collection: z.enum(["always", "if_required"]).optional(),
  subscription_data: z
    .strictObject({
      billing_mode: z.strictObject({ type: z.literal("flexible") }).optional(),
      description: text.max(500).optional(),
      metadata: metadata.optional(),
      trial_end: whole.optional(),
      trial_period_days: whole.optional(),
      trial_settings: trialSettings.optional(),
    })
    .optional(),
  success_url: httpUrl,
  ui_mode: z.literal("hosted_page").optional(),
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
  const items = mustGetPlan(reader, session).items.map((item) => {
    const price = mustGet(reader, prices, item.price, "price");
    return lineItemOf(item, price, reader.get(products, price.product)?.name ?? price.product);
  });
  return listOf(`/v1/checkout/sessions/${session}/line_items`, items);
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
      run({ tx, params }): CheckoutSession {
        if (params.customer && params.customer_email) {
          throw invalidRequest("You may only specify one of these parameters: customer, customer_email.");
        }
        const customer = params.customer ? mustGetCustomer(tx, params.customer) : null;
        const id = tx.newId("cs_test");
        const data = params.subscription_data ?? {};
        const items = params.line_items.map((item, index) => {
          const price = mustGet(tx, prices, item.price, `line_items[${index}][price]`);
          recurringOf(price);
          if (!price.active) {
            throw invalidRequest("The price specified is inactive. This field only accepts active prices.", {
              param: `line_items[${index}][price]`,
            });
          }
          const quantity = item.quantity ?? 1;
          return { id: tx.newId("li"), price, quantity, amount: (price.unit_amount ?? 0) * quantity };
        });
        const currencies = new Set(items.map(({ price }) => price.currency));
        if (currencies.size > 1)
          throw invalidRequest("All line items must have the same currency.", { param: "line_items" });
        const plan: CheckoutPlan = {
          id,
          items: items.map((item) => ({ id: item.id, price: item.price.id, quantity: item.quantity })),
          metadata: mergeMetadata({}, data.metadata),
          description: data.description ?? null,
          trial: trialOf(params, tx.now),
          missingPaymentMethod: data.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
          pendingCard: null,
          refusedIntent: null,
        };
        tx.put(checkoutPlans, plan);
        const session = sessionOf(tx, {
          id,
          amount: trialEndAt(plan, tx.now) === null ? items.reduce((sum, { amount }) => sum + amount, 0) : 0,
          currency: [...currencies][0] ?? "usd",
          url: `${tx.merchant.publicUrl}/c/pay/${id}`,
          successUrl: params.success_url,
          cancelUrl: params.cancel_url ?? null,
          customer: customer?.id ?? null,
          customerEmail: customer?.email ?? params.customer_email ?? null,
          clientReferenceId: params.client_reference_id ?? null,
          metadata: mergeMetadata({}, params.metadata),
          expiresAt: expiryOf(params, tx.now),
          paymentMethodCollection: params.payment_method_collection ?? "always",
          branding: brandingOf(tx.merchant.name, params.branding_settings),
          locale: params.locale ?? null,
        });
        return tx.put(checkoutSessions, session);
      },
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
