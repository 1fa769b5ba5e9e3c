import type Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  card,
  openCheckout,
  type SandboxRig,
  seedPrice,
  startSandbox,
} from "#tests/support/stripe-sandbox.ts";

let rig: SandboxRig;
let price: string;
beforeEach(async () => {
  rig = await startSandbox();
  price = (await seedPrice(rig.stripe)).price.id;
});
afterEach(() => rig.sandbox.close());

const statusOf = async () =>
  (await rig.stripe.subscriptions.list({ status: "all" })).data.map(({ status }) => status);
const typesReceived = async () => {
  await rig.sandbox.settle();
  return rig.eventsReceived().map(({ type }) => type);
};

test("the page says what is bought, from whom, and that it is a sandbox", async () => {
  const session = await openCheckout(rig.stripe, price, {
    branding_settings: { display_name: "Acme <Trading>", button_color: "#ffee00" },
  });
  const page = await (await fetch(session.url ?? "")).text();
  for (const text of ["Acme &lt;Trading&gt;", "Sandbox", "Professional", "$79.99", "per month"]) {
    expect(page).toContain(text);
  }
  expect(page).toContain("--accent:#ffee00;--accent-ink:#000");
});

test("4242 pays: active subscription, paid invoice, one redirect with the session id", async () => {
  const session = await openCheckout(rig.stripe, price, {
    subscription_data: { metadata: { tenant: "acme" } },
  });
  const answer = await rig.submit(`/c/pay/${session.id}`, card("4242 4242 4242 4242"));
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`http://acme.test/billing?session=${session.id}`);
  const [subscription] = (await rig.stripe.subscriptions.list({ expand: ["data.latest_invoice"] })).data;
  expect(subscription).toMatchObject({
    status: "active",
    metadata: { tenant: "acme" },
    latest_invoice: { status: "paid", amount_paid: 7999 },
  });
  expect(await typesReceived()).toEqual(
    expect.arrayContaining(["customer.subscription.created", "invoice.paid", "checkout.session.completed"]),
  );
});

test("a second submit of the same page buys nothing more", async () => {
  const session = await openCheckout(rig.stripe, price);
  const answers = await Promise.all(
    [1, 2, 3].map(() => rig.submit(`/c/pay/${session.id}`, card("4242424242424242"))),
  );
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  expect(await statusOf()).toEqual(["active"]);
  expect((await rig.stripe.charges.list()).data).toHaveLength(1);
});

test("a declined card is told at its field, leaves a failed charge, and another card still works", async () => {
  const session = await openCheckout(rig.stripe, price);
  const refused = await rig.submit(`/c/pay/${session.id}`, card("4000000000000002"));
  expect(refused.status).toBe(402);
  const page = await refused.text();
  expect(page).toContain('id="number-error">Your card was declined.');
  expect(page).toContain('aria-describedby="number-error"');
  expect(page).not.toContain("4000000000000002");
  expect(await statusOf()).toEqual([]);
  expect((await rig.stripe.charges.list()).data.map(({ status }) => status)).toEqual(["failed"]);
  expect(await typesReceived()).toContain("payment_intent.payment_failed");

  expect((await rig.submit(`/c/pay/${session.id}`, card("4242424242424242"))).status).toBe(303);
  expect(await statusOf()).toEqual(["active"]);
});

test("wrong fields are each told at the field, and nothing is tried", async () => {
  const session = await openCheckout(rig.stripe, price);
  const wrong = { ...card("4242424242424241"), expiry: "13/20", cvc: "1", name: " ", email: "nobody" };
  const page = await (await rig.submit(`/c/pay/${session.id}`, wrong)).text();
  for (const field of ["number", "expiry", "cvc", "name", "email"])
    expect(page).toContain(`id="${field}-error"`);
  expect((await rig.stripe.paymentIntents.list()).data).toEqual([]);
});

describe("3-D Secure", () => {
  test("completing it pays", async () => {
    const session = await openCheckout(rig.stripe, price);
    const step = await rig.submit(`/c/pay/${session.id}`, card("4000002500003155"));
    expect(await step.text()).toContain("Complete authentication");
    expect(await statusOf()).toEqual([]);
    const form = { ...card(""), outcome: "complete" };
    expect((await rig.submit(`/c/authenticate/${session.id}`, form)).status).toBe(303);
    expect(await statusOf()).toEqual(["active"]);
  });

  test("failing it leads back with a message", async () => {
    const session = await openCheckout(rig.stripe, price);
    await rig.submit(`/c/pay/${session.id}`, card("4000002500003155"));
    const back = await rig.submit(`/c/authenticate/${session.id}`, { ...card(""), outcome: "fail" });
    expect(back.status).toBe(402);
    expect(await back.text()).toContain("unable to authenticate");
    expect(await statusOf()).toEqual([]);
  });
});

test("a trial charges nothing now; 0341 is saved, then fails when the trial ends", async () => {
  const session = await openCheckout(rig.stripe, price, { subscription_data: { trial_period_days: 7 } });
  expect(session.amount_total).toBe(0);
  expect((await rig.submit(`/c/pay/${session.id}`, card("4000000000000341"))).status).toBe(303);
  expect((await rig.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe(
    "no_payment_required",
  );
  expect(await statusOf()).toEqual(["trialing"]);
  rig.sandbox.advance(7 * 86_400_000 + 3_600_000);
  expect(await statusOf()).toEqual(["past_due"]);
});

test("a trial without a card needs only the address", async () => {
  const session = await openCheckout(rig.stripe, price, {
    payment_method_collection: "if_required",
    subscription_data: {
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: "cancel" } },
    },
  });
  const answer = await rig.submit(`/c/pay/${session.id}`, { email: "a@b.test", country: "US" });
  expect(answer.status).toBe(303);
  expect(await statusOf()).toEqual(["trialing"]);
});

test("an expired session says so and charges nothing", async () => {
  const session = await openCheckout(rig.stripe, price);
  rig.sandbox.advance(24 * 3_600_000);
  expect((await rig.submit(`/c/pay/${session.id}`, card("4242424242424242"))).status).toBe(410);
  expect(await statusOf()).toEqual([]);
  expect(await typesReceived()).toContain("checkout.session.expired");
});

test("the number of a card is kept nowhere", async () => {
  const session = await openCheckout(rig.stripe, price);
  await rig.submit(`/c/pay/${session.id}`, card("4242424242424242"));
  const everything = await Promise.all([
    rig.stripe.paymentMethods.list({}),
    rig.stripe.charges.list(),
    rig.stripe.events.list({ limit: 100 }),
  ]);
  expect(JSON.stringify(everything)).not.toContain("4242424242424242");
});

describe("promotion codes", () => {
  test("are typed on the page, change what is due, and can be taken out again", async () => {
    const coupon = await rig.stripe.coupons.create({ percent_off: 50, duration: "once", name: "Half" });
    await rig.stripe.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "HALF",
    });
    const session = await openCheckout(rig.stripe, price, { allow_promotion_codes: true });
    const apply = (code: string) =>
      rig.submit(`/c/pay/${session.id}`, { action: "promotion", promotion_code: code });
    const wrong = await apply("NOPE");
    expect(wrong.status).toBe(402);
    expect(await wrong.text()).toContain('id="promotion_code-error">This code is invalid.');
    expect((await apply("half")).status).toBe(303);
    const page = await (await fetch(session.url ?? "")).text();
    expect(page).toContain("−$40.00");
    expect(page).toContain("$39.99");
    await rig.submit(`/c/pay/${session.id}`, { action: "remove_promotion" });
    expect((await rig.stripe.checkout.sessions.retrieve(session.id)).amount_total).toBe(7999);
    await apply("HALF");
    await rig.submit(`/c/pay/${session.id}`, card("4242424242424242"));
    expect(await rig.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      amount_subtotal: 7999,
      amount_total: 3999,
      total_details: { amount_discount: 4000 },
    });
    expect((await rig.stripe.charges.list()).data[0]?.amount).toBe(3999);
  });
});

test("the tax of the country chosen is shown, and charged; a company's number is kept", async () => {
  const { price: taxed } = await seedPrice(rig.stripe, { unit_amount: 10_000, tax_behavior: "exclusive" });
  const session = await openCheckout(rig.stripe, taxed.id, {
    automatic_tax: { enabled: true },
    tax_id_collection: { enabled: true },
  });
  expect(session.automatic_tax.status).toBe("requires_location_inputs");
  const shown = await rig.submit(`/c/pay/${session.id}`, { action: "refresh", country: "DE" });
  expect(await shown.text()).toContain("$119.00");
  const wrong = { ...card("4242424242424242"), country: "DE", tax_id: "?" };
  expect(await (await rig.submit(`/c/pay/${session.id}`, wrong)).text()).toContain('id="tax_id-error"');
  const right = { ...wrong, tax_id: "DE123456789" };
  expect((await rig.submit(`/c/pay/${session.id}`, right)).status).toBe(303);
  const done = await rig.stripe.checkout.sessions.retrieve(session.id);
  expect(done).toMatchObject({ amount_total: 11_900, total_details: { amount_tax: 1900 } });
  const ids = await rig.stripe.customers.listTaxIds(String(done.customer));
  expect(ids.data.map(({ type, value }) => [type, value])).toEqual([["eu_vat", "DE123456789"]]);
});

test("mode=setup saves a card, and charges nothing", async () => {
  const customer = await rig.stripe.customers.create({ email: "ada@acme.test" });
  const session = await rig.stripe.checkout.sessions.create({
    mode: "setup",
    currency: "usd",
    customer: customer.id,
    success_url: "http://acme.test/",
  });
  expect((await rig.submit(`/c/pay/${session.id}`, card("4000000000000002"))).status).toBe(402);
  expect((await rig.submit(`/c/pay/${session.id}`, card("4242424242424242"))).status).toBe(303);
  const done = await rig.stripe.checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
  expect(done).toMatchObject({ status: "complete", setup_intent: { status: "succeeded" } });
  expect((await rig.stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  expect((await rig.stripe.charges.list()).data).toEqual([]);
});

test("an embedded session has a secret in place of an address, and leaves its frame when it is done", async () => {
  const session = await rig.stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price, quantity: 1 }],
    ui_mode: "embedded_page",
    return_url: "http://acme.test/return?session={CHECKOUT_SESSION_ID}",
  });
  expect(session).toMatchObject({ url: null, success_url: null });
  expect(session.client_secret?.startsWith(`${session.id}_secret`)).toBe(true);
  const page = await fetch(new URL(`/c/pay/${session.id}`, rig.url));
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors *");
  const done = await (await rig.submit(`/c/pay/${session.id}`, card("4242424242424242"))).text();
  expect(done).toContain(
    `parent.postMessage({"type":"complete","url":"http://acme.test/return?session=${session.id}"}, "*")`,
  );
  const script = await fetch(new URL("/endive/stripe.js", rig.url));
  expect(await script.text()).toContain("createEmbeddedCheckoutPage");
  const embedded = (terms: Partial<Stripe.Checkout.SessionCreateParams>) =>
    rig.stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price }],
      ui_mode: "embedded_page",
      ...terms,
    });
  await expect(embedded({})).rejects.toMatchObject({ param: "return_url" });
  const staying = await embedded({ redirect_on_completion: "never" });
  const stayed = await (await rig.submit(`/c/pay/${staying.id}`, card("4242424242424242"))).text();
  expect(stayed).toContain(`{"type":"complete","url":null}`);
});

describe("an open invoice on its own page", () => {
  const owing = async (method: string) => {
    const customer = await rig.stripe.customers.create({ email: "ada@acme.test" });
    const { id } = await rig.stripe.paymentMethods.attach(method, { customer: customer.id });
    const subscription = await rig.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price }],
      default_payment_method: id,
      trial_period_days: 1,
    });
    rig.sandbox.advance(86_400_000 + 3_600_000);
    const [invoice] = (await rig.stripe.invoices.list({ subscription: subscription.id })).data;
    return invoice ?? expect.fail("no invoice");
  };

  test("is paid with another card, and the subscription recovers", async () => {
    const { id } = await owing("pm_card_chargeCustomerFail");
    expect(await statusOf()).toEqual(["past_due"]);
    const refused = await rig.submit(`/i/${id}`, card("4000000000009995"));
    expect(await refused.text()).toContain("insufficient funds");
    expect((await rig.submit(`/i/${id}`, card("4242424242424242"))).status).toBe(303);
    expect(await statusOf()).toEqual(["active"]);
    expect(await (await fetch(new URL(`/i/${id}`, rig.url))).text()).not.toContain("Card number");
  });

  test("takes the 3-D Secure step a renewal asked for", async () => {
    const { id, hosted_invoice_url } = await owing("pm_card_authenticationRequired");
    expect(await typesReceived()).toContain("invoice.payment_action_required");
    expect(await (await fetch(hosted_invoice_url ?? "")).text()).toContain("Complete authentication");
    expect((await rig.submit(`/i/${id}`, { outcome: "fail" })).status).toBe(402);
    await rig.submit(`/i/${id}`, card("4000002500003155"));
    expect((await rig.submit(`/i/${id}`, { outcome: "complete" })).status).toBe(303);
    expect(await statusOf()).toEqual(["active"]);
  });
});
