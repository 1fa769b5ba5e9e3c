import type { Resource } from "../core/operation.ts";
import { chargeResource } from "./charges.ts";
import { checkoutSessionResource } from "./checkout-sessions.ts";
import { customerResource } from "./customers.ts";
import { eventResource } from "./events.ts";
import { invoicePaymentResource, invoiceResource } from "./invoices.ts";
import { paymentIntentResource } from "./payment-intents.ts";
import { paymentMethodResource } from "./payment-methods.ts";
import { portalConfigurationResource } from "./portal-configurations.ts";
import { portalSessionResource } from "./portal-sessions.ts";
import { priceResource } from "./prices.ts";
import { productResource } from "./products.ts";
import { subscriptionItemResource } from "./subscription-items.ts";
import { subscriptionResource } from "./subscriptions.ts";
import { webhookEndpointResource } from "./webhook-endpoints.ts";

/** Everything the sandbox can do: a resource is one file, and one line here. */
export const resources: readonly Resource[] = [
  chargeResource,
  checkoutSessionResource,
  customerResource,
  eventResource,
  invoicePaymentResource,
  invoiceResource,
  paymentIntentResource,
  paymentMethodResource,
  portalConfigurationResource,
  portalSessionResource,
  priceResource,
  productResource,
  subscriptionItemResource,
  subscriptionResource,
  webhookEndpointResource,
];
