import { command } from "#server/kernel/verb.ts";
import { askingStripe } from "../stripe-outage.ts";
import { requireMethod } from "./read-payment-methods.ts";
import { PaymentMethod, PaymentMethodInput } from "./schema.ts";

/** What the next invoice is charged to. */
export const choosePaymentMethod = command({
  verb: "paymentMethod.choose",
  permission: "billing:write",
  input: PaymentMethodInput,
  output: PaymentMethod,
  prepare: ({ ctx, input: { paymentMethodId: id } }) =>
    askingStripe(async () => {
      const { wallet, method } = await requireMethod(ctx, id);
      const { client } = ctx.ports.stripe;
      await client.customers.update(wallet.customer, { invoice_settings: { default_payment_method: id } });
      if (wallet.subscriptionId) {
        await client.subscriptions.update(wallet.subscriptionId, { default_payment_method: id });
      }
      return { ...method, isDefault: true };
    }),
  async run({ prepared }) {
    return { value: prepared, audit: { entityId: prepared.id, after: { last4: prepared.last4 } } };
  },
});
