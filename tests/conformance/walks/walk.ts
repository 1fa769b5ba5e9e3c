import type { SandboxRig } from "#tests/support/stripe-sandbox.ts";

/** One part of the sandbox, walked through the real SDK: every answer is checked against Stripe's schemas. */
export interface Walk {
  rig: SandboxRig;
  conforms<T extends object>(answer: T): T;
}

export const DAY_MS = 86_400_000;

export async function subscriber(
  { rig: { stripe } }: Walk,
  price: string,
  terms: { method?: string; country?: string } = {},
) {
  const customer = await stripe.customers.create({
    email: "ada@acme.test",
    address: { country: terms.country ?? "DE" },
  });
  const method = await stripe.paymentMethods.attach(terms.method ?? "pm_card_visa", {
    customer: customer.id,
  });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price }] });
  return { customer, method, subscription, item: subscription.items.data[0]?.id ?? "" };
}
