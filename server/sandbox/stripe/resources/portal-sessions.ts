import type Stripe from "stripe";
import { z } from "zod";
import { HOUR } from "../billing/calendar.ts";
import { type PortalSession, portalConfigurations, portalSessions } from "../core/collections.ts";
import { mustGet, operation, type Resource } from "../core/operation.ts";
import { httpUrl, paramsOf, text } from "../core/params.ts";
import { mustGetCustomer } from "./customers.ts";
import { defaultConfiguration } from "./portal-configurations.ts";

/** How long a portal link works. */
export const PORTAL_LIFETIME = HOUR;

const CreateParams = paramsOf<Stripe.BillingPortal.SessionCreateParams>()({
  configuration: text.optional(),
  customer: text,
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
          flow: null,
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
