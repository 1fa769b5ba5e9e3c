import { afterEach, describe, expect, test } from "vitest";
import {
  card,
  openCheckout,
  type SandboxRig,
  seedPrice,
  startSandbox,
} from "#tests/support/stripe-sandbox.ts";

let rig: SandboxRig | undefined;
afterEach(async () => {
  await rig?.sandbox.close();
  rig = undefined;
});

test("it does not start in production unless told", async () => {
  await expect(startSandbox({ nodeEnv: "production" })).rejects.toThrow("NODE_ENV=production");
  rig = await startSandbox({ nodeEnv: "production", allowInProduction: true });
  expect(rig.sandbox.url).toContain("http://");
});

test("driven by itself, it delivers without being asked", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  rig = await startSandbox({
    isSelfDriven: true,
    respond: ({ body }) => {
      resolve(JSON.parse(body).type);
      return 200;
    },
  });
  await rig.stripe.customers.create({});
  expect(await promise).toBe("customer.created");
});

test("driven by itself, it tries again as the wall clock goes on", async () => {
  let attempts = 0;
  const driven = await startSandbox({ isSelfDriven: true, respond: () => (++attempts === 1 ? 500 : 200) });
  rig = driven;
  await driven.stripe.customers.create({});
  await expect.poll(() => attempts).toBe(1);
  await expect
    .poll(() => {
      driven.passTime(5_000);
      return attempts;
    })
    .toBe(2);
});

describe("the control door", () => {
  const post = (path: string, body: string, headers: Record<string, string>) =>
    fetch(new URL(path, rig?.url), { method: "POST", body, headers, redirect: "manual" });

  test("sets faults and moves the clock by JSON", async () => {
    rig = await startSandbox();
    const json = { "content-type": "application/json" };
    expect(await (await post("/sandbox/faults", '{"drop":3}', json)).json()).toMatchObject({
      drop: 3,
      fail: 0,
    });
    expect(await (await post("/sandbox/faults", '{"fail":1}', json)).json()).toMatchObject({
      drop: 3,
      fail: 1,
    });
    expect((await post("/sandbox/faults", '{"drop":-1}', json)).status).toBe(400);
    expect((await post("/sandbox/faults", "not json", json)).status).toBe(400);
    expect((await post("/sandbox/clock", '{"ms":86400000}', json)).status).toBe(200);
  });

  test("takes forms of its own panel only", async () => {
    rig = await startSandbox();
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await post("/sandbox/clock", "days=1", { ...form, origin: "http://evil.test" })).status).toBe(
      403,
    );
    expect((await post("/sandbox/clock", "days=1", { ...form, origin: rig.url })).status).toBe(303);
    const panel = await (await fetch(rig.url)).text();
    expect(panel).toContain("2026-11-02 10:00:00 UTC");
  });
});

test("the portal cancels, resumes and changes the card", async () => {
  rig = await startSandbox();
  const { stripe } = rig;
  const { price } = await seedPrice(stripe);
  const checkout = await openCheckout(stripe, price.id);
  await rig.submit(`/c/pay/${checkout.id}`, card("4242424242424242"));
  const [subscription] = (await stripe.subscriptions.list()).data;
  const id = subscription?.id ?? "";
  const customer = String(subscription?.customer);
  const portal = await stripe.billingPortal.sessions.create({ customer, return_url: "http://acme.test/" });
  const { pathname } = new URL(portal.url);
  expect(await (await fetch(portal.url)).text()).toContain("ending in 4242");

  await rig.submit(pathname, { action: "cancel", subscription: id });
  expect((await stripe.subscriptions.retrieve(id)).cancel_at_period_end).toBe(true);
  await rig.submit(pathname, { action: "resume", subscription: id });
  expect((await stripe.subscriptions.retrieve(id)).cancel_at_period_end).toBe(false);

  const refused = await rig.submit(pathname, { action: "card", ...card("4000000000000002") });
  expect(await refused.text()).toContain('id="number-error">Your card was declined.');
  const changed = await rig.submit(pathname, { action: "card", ...card("5555555555554444") });
  expect(changed.status).toBe(303);
  const { default_payment_method } = await stripe.subscriptions.retrieve(id, {
    expand: ["default_payment_method"],
  });
  expect(default_payment_method).toMatchObject({ card: { brand: "mastercard", last4: "4444" } });

  rig.sandbox.advance(2 * 3_600_000);
  expect((await fetch(portal.url)).status).toBe(404);
});
