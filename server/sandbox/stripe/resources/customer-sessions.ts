import type Stripe from "stripe";
import { z } from "zod";
import { operation, type Resource } from "../core/operation.ts";
import { flag, paramsOf, text } from "../core/params.ts";
import type { Wire } from "../core/wire.ts";
import { mustGetCustomer } from "./customers.ts";

const LIFETIME = 30 * 60;

const component = z.strictObject({ enabled: flag }).optional();
const CreateParams = paramsOf<Stripe.CustomerSessionCreateParams>()({
  components: z.strictObject({
    active_entitlements: component,
    buy_button: component,
    customer_portal: component,
    customer_sheet: component,
    mobile_payment_element: component,
    payment_element: component,
    pricing_table: component,
  }),
  customer: text,
});

/** Nothing in the sandbox opens with the secret: the components it is for are Stripe's own browser code. */
export const customerSessionResource: Resource = {
  operations: [
    operation({
      method: "POST",
      path: "/v1/customer_sessions",
      params: CreateParams,
      run({ tx, params }): Wire<Stripe.CustomerSession> {
        const customer = mustGetCustomer(tx, params.customer);
        const { components } = params;
        const is = (name: keyof typeof components) => ({ enabled: components[name]?.enabled ?? false });
        return {
          object: "customer_session",
          client_secret: tx.newId("cuss_secret"),
          components: {
            active_entitlements: is("active_entitlements"),
            buy_button: is("buy_button"),
            customer_portal: is("customer_portal"),
            customer_sheet: { ...is("customer_sheet"), features: null },
            mobile_payment_element: { ...is("mobile_payment_element"), features: null },
            payment_element: { ...is("payment_element"), features: null },
            pricing_table: is("pricing_table"),
          },
          created: tx.now,
          customer: customer.id,
          customer_account: null,
          expires_at: tx.now + LIFETIME,
          livemode: false,
        };
      },
    }),
  ],
};
