import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { askingStripe } from "../stripe-outage.ts";
import { requireMethod } from "./read-payment-methods.ts";
import { PaymentMethod, PaymentMethodInput } from "./schema.ts";

/** Forgets a way to pay; not the one that a running subscription is charged to. */
export const removePaymentMethod = command({
  verb: "paymentMethod.remove",
  permission: "billing:write",
  input: PaymentMethodInput,
  output: PaymentMethod,
  prepare: ({ ctx, input: { paymentMethodId: id } }) =>
    askingStripe(async () => {
      const { wallet, method } = await requireMethod(ctx, id);
      if (method.isDefault && wallet.subscriptionId) {
        throw new AppError("conflict", "The subscription is paid with this. Choose another first.", {
          reason: "payment_method_in_use",
        });
      }
      await ctx.ports.stripe.client.paymentMethods.detach(id);
      return { ...method, isDefault: false };
    }),
  async run({ prepared }) {
    return { value: prepared, audit: { entityId: prepared.id, before: { last4: prepared.last4 } } };
  },
});
