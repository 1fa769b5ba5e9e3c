import { query } from "#server/kernel/verb.ts";
import { Nothing } from "../schema.ts";
import { askingStripe } from "../stripe-outage.ts";
import { readWallet } from "./read-payment-methods.ts";
import { PaymentMethodList } from "./schema.ts";

/** The tenant's ways to pay, the one in use first. */
export const listPaymentMethods = query({
  verb: "paymentMethod.list",
  permission: "billing:read",
  input: Nothing,
  output: PaymentMethodList,
  run: ({ ctx }) => askingStripe(async () => (await readWallet(ctx))?.methods ?? []),
});
