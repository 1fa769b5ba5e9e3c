import type { StripeEventFamily } from "./family.ts";
import { refresh } from "./refresh.ts";

/**
 * The customer, whose deletion ends its subscriptions, and what decides its next invoice: balance, discounts, tax ids,
 * credits, the default card.
 */
export const customerEvents: StripeEventFamily = {
  scope: "tenant",
  types: [
    "customer.deleted",
    "customer.updated",
    "customer.discount.created",
    "customer.discount.updated",
    "customer.discount.deleted",
    "customer.tax_id.created",
    "customer.tax_id.updated",
    "customer.tax_id.deleted",
    "billing.credit_grant.created",
    "billing.credit_grant.updated",
  ],
  apply: async ({ ctx }) => refresh(ctx, "invoice", "paymentMethod"),
};
