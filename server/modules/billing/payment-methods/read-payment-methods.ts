import type Stripe from "stripe";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { isLive } from "../rules.ts";
import { findCustomer, listSubscriptions } from "../store.ts";
import { idOf } from "../stripe-values.ts";
import type { PaymentMethod } from "./schema.ts";

interface Wallet {
  customer: string;
  /** The running subscription, whose own method goes before the customer's. */
  subscriptionId: string | null;
  methods: PaymentMethod[];
}

/** The customer's ways to pay, the default first, as Stripe has them. @returns null before there is a customer */
export async function readWallet(ctx: Ctx): Promise<Wallet | null> {
  const [id, subscriptions] = await Promise.all([findCustomer(ctx.db), listSubscriptions(ctx.db)]);
  if (!id) return null;
  const { client } = ctx.ports.stripe;
  const running = subscriptions.find(isLive);
  const [customer, subscription, { data }] = await Promise.all([
    client.customers.retrieve(id),
    running ? client.subscriptions.retrieve(running.id) : null,
    client.customers.listPaymentMethods(id, { limit: 100 }),
  ]);
  if (customer.deleted) return null;
  const chosen =
    idOf(subscription?.default_payment_method) ?? idOf(customer.invoice_settings.default_payment_method);
  const methods = data.map((method) => view(method, chosen));
  return {
    customer: id,
    subscriptionId: running?.id ?? null,
    methods: methods.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault)),
  };
}

/** @throws AppError `not_found` for another customer's */
export async function requireMethod(
  ctx: Ctx,
  id: string,
): Promise<{ wallet: Wallet; method: PaymentMethod }> {
  const wallet = await readWallet(ctx);
  const method = wallet?.methods.find((each) => each.id === id);
  if (!wallet || !method) throw new AppError("not_found", "This payment method was not found.");
  return { wallet, method };
}

function view({ id, type, card }: Stripe.PaymentMethod, chosen: string | null): PaymentMethod {
  return {
    id,
    kind: type,
    brand: card?.brand ?? null,
    last4: card?.last4 ?? null,
    expiryMonth: card?.exp_month ?? null,
    expiryYear: card?.exp_year ?? null,
    isDefault: id === chosen,
  };
}
