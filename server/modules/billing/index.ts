export { listAddOnOffers } from "./add-ons/list-add-on-offers.ts";
export { listAddOns } from "./add-ons/list-add-ons.ts";
export { previewAddOn } from "./add-ons/preview-add-on.ts";
export { setAddOn } from "./add-ons/set-add-on.ts";
export { readArrears } from "./arrears/read-arrears.ts";
export type { ReminderStep } from "./arrears/reminders.ts";
export { recoverWhenPaid, watchArrears } from "./arrears/settle-arrears.ts";
export { owesBeyondGrace, readStanding } from "./billing-state.ts";
export { cancelSubscription } from "./cancel-subscription.ts";
export { listAddOnUses } from "./catalogue/add-ons-in-use.ts";
export { catalogueOf, readCatalogue } from "./catalogue/catalogue.ts";
export type { AddOn, Catalogue, CataloguePlan, Limit, LimitWindow } from "./catalogue/catalogue-schema.ts";
export { listPlans } from "./catalogue/list-plans.ts";
export type { Overage, OverageTier } from "./catalogue/overage-schema.ts";
export { listPlanUses, type PlanUse } from "./catalogue/plans-in-use.ts";
export { syncCatalogue } from "./catalogue/sync-catalogue.ts";
export { meterEventName, syncMeters, syncOveragePrices } from "./catalogue/sync-overage.ts";
export { appendVersion, versionTrace } from "./catalogue/versions/append-version.ts";
export { catalogueHash } from "./catalogue/versions/catalogue-hash.ts";
export { followCatalogue, openCatalogue } from "./catalogue/versions/follow-catalogue.ts";
export {
  type CatalogueVersion,
  findVersion,
  listVersions,
  lockVersions,
  newestVersion,
  type VersionLine,
} from "./catalogue/versions/version-store.ts";
export { embedCheckout } from "./checkout/embed-checkout.ts";
export { previewCheckout } from "./checkout/preview-checkout.ts";
export { refreshCheckout } from "./checkout/refresh-checkout.ts";
export { startCheckout } from "./checkout/start-checkout.ts";
export { eraseCustomer } from "./erase-customer.ts";
export { followTenant } from "./follow-tenant.ts";
export { getSubscription } from "./get-subscription.ts";
export { applyStripeEvents } from "./inbox/apply-stripe-event.ts";
export { backFillEvents, backFillStripeEvents } from "./inbox/back-fill-events.ts";
export { listStripeEvents } from "./inbox/list-stripe-events.ts";
export { placeStripeEvents } from "./inbox/place-stripe-event.ts";
export { readStripeEvent } from "./inbox/read-stripe-event.ts";
export { receiveStripeEvent } from "./inbox/receive-stripe-event.ts";
export { replayStripeEvent } from "./inbox/replay-stripe-event.ts";
export { verifyStripeEvent } from "./inbox/verify-stripe-event.ts";
export { getInvoice } from "./invoices/get-invoice.ts";
export { listInvoices } from "./invoices/list-invoices.ts";
export { previewNextInvoice } from "./invoices/preview-next-invoice.ts";
export { acceptDispute } from "./money-back/accept-dispute.ts";
export { answerDispute } from "./money-back/answer-dispute.ts";
export { creditInvoice } from "./money-back/credit-invoice.ts";
export { listDisputes } from "./money-back/list-disputes.ts";
export { listTenantInvoices } from "./money-back/list-tenant-invoices.ts";
export { previewCredit } from "./money-back/preview-credit.ts";
export { refundInvoice } from "./money-back/refund-invoice.ts";
export { openPortal } from "./open-portal.ts";
export { type PaidPeriod, readPaidPeriod } from "./paid-period.ts";
export { pauseSubscription } from "./pause-subscription.ts";
export { choosePaymentMethod } from "./payment-methods/choose-payment-method.ts";
export { listPaymentMethods } from "./payment-methods/list-payment-methods.ts";
export { removePaymentMethod } from "./payment-methods/remove-payment-method.ts";
export { changePlan } from "./plan-change/change-plan.ts";
export { dropScheduledChange } from "./plan-change/drop-scheduled-change.ts";
export { previewChange } from "./plan-change/preview-change.ts";
export { findPlanGrant, requirePlan, setPlanGrant } from "./plan-grant.ts";
export { reconcileSubscriptions } from "./reconcile-subscriptions.ts";
export { redeemCode } from "./redeem-code.ts";
export { resumeSubscription } from "./resume-subscription.ts";
export type { Standing } from "./rules.ts";
export { findCustomer } from "./store.ts";
export { askingStripe } from "./stripe-outage.ts";
