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
