import type Stripe from "stripe";
import { z } from "zod";
import { HOUR } from "../billing/calendar.ts";
import {
  type PortalSession,
  portalConfigurations,
  portalSessions,
  subscriptions,
} from "../core/collections.ts";
import { invalidRequest } from "../core/errors.ts";
import { mustGet, operation, type Resource } from "../core/operation.ts";
import { httpUrl, paramsOf, text, whole } from "../core/params.ts";
import type { Reader } from "../core/store.ts";
import { mustGetCustomer } from "./customers.ts";
import { defaultConfiguration } from "./portal-configurations.ts";

/** How long a portal link works. */
export const PORTAL_LIFETIME = HOUR;

const owned = z.strictObject({ subscription: text }).optional();
const flowData = z.strictObject({
  after_completion: z
    .strictObject({
      redirect: z.strictObject({ return_url: httpUrl }).optional(),
      type: z.enum(["portal_homepage", "redirect"]),
    })
    .optional(),
  subscription_cancel: owned,
  subscription_update: owned,
  subscription_update_confirm: z
    .strictObject({
      items: z.array(z.strictObject({ id: text, price: text, quantity: whole.optional() })).length(1),
      subscription: text,
    })
    .optional(),
  type: z.enum([
    "payment_method_update",
    "subscription_cancel",
    "subscription_update",
    "subscription_update_confirm",
  ]),
});

/** A flow leads to one task. @throws 400 unless it names a subscription of this customer */
function flowOf(reader: Reader, customer: string, asked: z.output<typeof flowData>): PortalSession["flow"] {
  const { type, after_completion: after } = asked;
  const named = type === "payment_method_update" ? undefined : asked[type]?.subscription;
  if (type !== "payment_method_update") {
    const param = `flow_data[${type}][subscription]`;
    if (!named) throw invalidRequest(`Missing required param: ${param}.`, { param });
    const subscription = mustGet(reader, subscriptions, named, param);
    if (subscription.customer !== customer) throw invalidRequest("It is another customer's.", { param });
  }
  const confirm = asked.subscription_update_confirm;
  return {
    after_completion: {
      hosted_confirmation: null,
      redirect: after?.redirect ?? null,
      type: after?.type ?? "portal_homepage",
    },
    customer_update: null,
    subscription_cancel:
      type === "subscription_cancel" && named ? { retention: null, subscription: named } : null,
    subscription_pause: null,
    subscription_update: type === "subscription_update" && named ? { subscription: named } : null,
    subscription_update_confirm:
      type === "subscription_update_confirm" && confirm
        ? {
            discounts: null,
            items: confirm.items.map(({ id, price, quantity }) => ({ id, price, quantity: quantity ?? 1 })),
            subscription: confirm.subscription,
          }
        : null,
    type,
  };
}

const CreateParams = paramsOf<Stripe.BillingPortal.SessionCreateParams>()({
  configuration: text.optional(),
  customer: text,
  flow_data: flowData.optional(),
  locale: z.enum(["auto", "en"]).optional(),
  return_url: httpUrl.optional(),
});

export const portalSessionResource: Resource = {
  operations: [
    operation({
      method: "POST",
      path: "/v1/billing_portal/sessions",
      params: CreateParams,
      run({ tx, params }) {
        const customer = mustGetCustomer(tx, params.customer);
        const configuration = params.configuration
          ? mustGet(tx, portalConfigurations, params.configuration, "configuration")
          : defaultConfiguration(tx);
        const id = tx.newId("bps");
        const session: PortalSession = {
          id,
          object: "billing_portal.session",
          after_expiration: null,
          configuration: configuration.id,
          created: tx.now,
          customer: customer.id,
          customer_account: null,
          flow: params.flow_data ? flowOf(tx, customer.id, params.flow_data) : null,
          livemode: false,
          locale: params.locale ?? null,
          on_behalf_of: null,
          return_url: params.return_url ?? null,
          url: `${tx.merchant.publicUrl}/p/session/${id}`,
        };
        tx.put(portalSessions, session);
        tx.emit("billing_portal.session.created", session);
        return session;
      },
    }),
  ],
};
