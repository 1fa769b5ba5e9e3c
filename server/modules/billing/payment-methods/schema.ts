import { z } from "zod";

/** A way to pay, as little of it as its owner needs to know it again. */
export const PaymentMethod = z.object({
  id: z.string(),
  /** Stripe's word for the kind, e.g. `card`, `sepa_debit`. */
  kind: z.string(),
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  expiryMonth: z.number().int().nullable(),
  expiryYear: z.number().int().nullable(),
  /** What the next invoice is charged to. */
  isDefault: z.boolean(),
});
export type PaymentMethod = z.output<typeof PaymentMethod>;
export const PaymentMethodList = z.array(PaymentMethod);

export const PaymentMethodInput = z.strictObject({
  paymentMethodId: z.string().regex(/^pm_[A-Za-z0-9_]{1,250}$/, "This is no payment method's id."),
});
