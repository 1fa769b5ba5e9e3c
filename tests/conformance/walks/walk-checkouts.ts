import { card, openCheckout, seedPrice } from "#tests/support/stripe-sandbox.ts";
import { DAY_MS, type Walk } from "./walk.ts";

/** Setup intents, setup and embedded checkouts, discounts and taxes in a checkout, customer sessions, test clocks. */
export async function walkCheckouts({ rig, conforms }: Walk): Promise<void> {
  const { stripe, sandbox } = rig;
  const { price } = await seedPrice(stripe, { tax_behavior: "exclusive" });
  const coupon = await stripe.coupons.create({ percent_off: 20 });
  const taxed = conforms(
    await openCheckout(stripe, price.id, {
      automatic_tax: { enabled: true },
      discounts: [{ coupon: coupon.id }],
      tax_id_collection: { enabled: true },
    }),
  );
  await rig.submit(`/c/pay/${taxed.id}`, { ...card("4242424242424242"), country: "DE" });
  conforms(await stripe.checkout.sessions.retrieve(taxed.id, { expand: ["line_items", "discounts.coupon"] }));
  conforms(
    await stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: price.id, quantity: 1 }],
      ui_mode: "embedded_page",
      return_url: "http://acme.test/",
      allow_promotion_codes: true,
    }),
  );
  const customer = await stripe.customers.create({ email: "cy@acme.test" });
  const setup = conforms(
    await stripe.checkout.sessions.create({
      mode: "setup",
      currency: "usd",
      customer: customer.id,
      success_url: "http://acme.test/",
    }),
  );
  await rig.submit(`/c/pay/${setup.id}`, card("4242424242424242"));
  conforms(await stripe.checkout.sessions.retrieve(setup.id, { expand: ["setup_intent"] }));
  const intent = conforms(await stripe.setupIntents.create({ customer: customer.id }));
  conforms(await stripe.setupIntents.confirm(intent.id, { payment_method: "pm_card_visa" }));
  const refused = await stripe.setupIntents.create({ customer: customer.id });
  await stripe.setupIntents
    .confirm(refused.id, { payment_method: "pm_card_chargeDeclined" })
    .catch(() => undefined);
  conforms(await stripe.setupIntents.cancel(refused.id));
  conforms(
    await stripe.customerSessions.create({
      customer: customer.id,
      components: { payment_element: { enabled: true } },
    }),
  );
  const frozen_time = customer.created;
  const clock = conforms(await stripe.testHelpers.testClocks.create({ frozen_time, name: "Later" }));
  const bound = await stripe.customers.create({ test_clock: clock.id });
  const method = await stripe.paymentMethods.attach("pm_card_authenticationRequired", { customer: bound.id });
  const sent = { collection_method: "send_invoice", days_until_due: 5 } as const;
  conforms(await stripe.subscriptions.create({ customer: bound.id, items: [{ price: price.id }], ...sent }));
  conforms(
    await stripe.subscriptions.create({
      customer: bound.id,
      items: [{ price: price.id }],
      default_payment_method: method.id,
      payment_behavior: "default_incomplete",
      expand: ["latest_invoice.confirmation_secret"],
    }),
  );
  const later = frozen_time + (40 * DAY_MS) / 1000;
  conforms(await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: later }));
  await sandbox.settle();
  conforms(await stripe.testHelpers.testClocks.list());
  await stripe.testHelpers.testClocks.del(clock.id);
}
