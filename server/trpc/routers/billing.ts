import {
  cancelSubscription,
  changePlan,
  choosePaymentMethod,
  dropScheduledChange,
  embedCheckout,
  getInvoice,
  getSubscription,
  listInvoices,
  listPaymentMethods,
  openPortal,
  pauseSubscription,
  previewChange,
  previewCheckout,
  previewNextInvoice,
  redeemCode,
  refreshCheckout,
  removePaymentMethod,
  resumeSubscription,
  startCheckout,
} from "#server/modules/billing/index.ts";
import { mutationOf, queryOf, router } from "../init.ts";

export const subscriptionsRouter = router({
  get: queryOf(getSubscription),
  previewCheckout: queryOf(previewCheckout),
  startCheckout: mutationOf(startCheckout),
  embedCheckout: mutationOf(embedCheckout),
  refreshCheckout: mutationOf(refreshCheckout),
  openPortal: mutationOf(openPortal),
  previewChange: queryOf(previewChange),
  changePlan: mutationOf(changePlan),
  dropScheduledChange: mutationOf(dropScheduledChange),
  cancel: mutationOf(cancelSubscription),
  redeemCode: mutationOf(redeemCode),
  pause: mutationOf(pauseSubscription),
  resume: mutationOf(resumeSubscription),
});

export const invoicesRouter = router({
  list: queryOf(listInvoices),
  get: queryOf(getInvoice),
  next: queryOf(previewNextInvoice),
});

export const paymentMethodsRouter = router({
  list: queryOf(listPaymentMethods),
  choose: mutationOf(choosePaymentMethod),
  remove: mutationOf(removePaymentMethod),
});
