import type { Resource } from "../core/operation.ts";
import { alertResource } from "./alerts.ts";
import { chargeResource } from "./charges.ts";
import { checkoutSessionResource } from "./checkout-sessions.ts";
import { couponResource } from "./coupons.ts";
import { creditGrantResource } from "./credit-grants.ts";
import { creditNoteResource } from "./credit-notes.ts";
import { customerBalanceResource } from "./customer-balance.ts";
import { customerSessionResource } from "./customer-sessions.ts";
import { customerResource } from "./customers.ts";
import { disputeResource } from "./disputes.ts";
import { activeEntitlementResource, featureResource, productFeatureResource } from "./entitlements.ts";
import { eventResource } from "./events.ts";
import { invoiceItemResource } from "./invoice-items.ts";
import { invoicePaymentResource } from "./invoice-payments.ts";
import { invoiceResource } from "./invoices.ts";
import { meterEventResource } from "./meter-events.ts";
import { meterResource } from "./meters.ts";
import { paymentIntentResource } from "./payment-intents.ts";
import { paymentMethodResource } from "./payment-methods.ts";
import { portalConfigurationResource } from "./portal-configurations.ts";
import { portalSessionResource } from "./portal-sessions.ts";
import { priceResource } from "./prices.ts";
import { productResource } from "./products.ts";
import { promotionCodeResource } from "./promotion-codes.ts";
import { refundResource } from "./refunds.ts";
import { setupIntentResource } from "./setup-intents.ts";
import { subscriptionItemResource } from "./subscription-items.ts";
import { subscriptionScheduleResource } from "./subscription-schedules.ts";
import { subscriptionResource } from "./subscriptions.ts";
import { taxIdResource, taxResource } from "./tax.ts";
import { testClockResource } from "./test-clocks.ts";
import { webhookEndpointResource } from "./webhook-endpoints.ts";

/**
 * Everything the sandbox can do: a resource is one file, and one line here. What is due at the same second happens in
 * this order: a schedule's phase begins before its subscription renews, and a test clock is ready last.
 */
export const resources: readonly Resource[] = [
  subscriptionScheduleResource,
  activeEntitlementResource,
  alertResource,
  chargeResource,
  checkoutSessionResource,
  couponResource,
  creditGrantResource,
  creditNoteResource,
  customerBalanceResource,
  customerResource,
  customerSessionResource,
  disputeResource,
  eventResource,
  featureResource,
  invoiceItemResource,
  invoicePaymentResource,
  invoiceResource,
  meterEventResource,
  meterResource,
  paymentIntentResource,
  paymentMethodResource,
  portalConfigurationResource,
  portalSessionResource,
  priceResource,
  productFeatureResource,
  productResource,
  promotionCodeResource,
  refundResource,
  setupIntentResource,
  subscriptionItemResource,
  subscriptionResource,
  taxIdResource,
  taxResource,
  webhookEndpointResource,
  testClockResource,
];
