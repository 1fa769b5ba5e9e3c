import { afterEach, beforeEach, expect, test } from "vitest";
import { type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
});
afterEach(() => rig.sandbox.close());

async function subscribe(unit_amount = 3000) {
  const { price } = await seedPrice(rig.stripe, { unit_amount });
  const customer = await rig.stripe.customers.create({});
  const card = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  return rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: card.id,
  });
}
const invoicesOf = async (subscription: string) =>
  (await rig.stripe.invoices.list({ subscription, limit: 100 })).data;
const typesOf = async () => (await rig.stripe.events.list({ limit: 100 })).data.map(({ type }) => type);

test("a paused subscription gives its unused time back, renews nothing, and resumes with a new period", async () => {
  const { id } = await subscribe();
  rig.sandbox.advance(15 * DAY);
  const paused = await rig.stripe.subscriptions.pause(id);
  expect(paused).toMatchObject({
    status: "paused",
    status_details: { paused: { subscription: { type: "pause_requested" } } },
  });
  expect(await typesOf()).toContain("customer.subscription.paused");
  rig.sandbox.advance(90 * DAY);
  expect(await invoicesOf(id)).toHaveLength(1);
  const resumed = await rig.stripe.subscriptions.resume(id);
  expect(resumed.status).toBe("active");
  expect(resumed.status_details).toBeUndefined();
  expect(await typesOf()).toContain("customer.subscription.resumed");
  expect((await invoicesOf(id))[0]).toMatchObject({ status: "paid", total: 3000 - 1500 });
  rig.sandbox.advance(31 * DAY + HOUR);
  expect((await invoicesOf(id))[0]).toMatchObject({ total: 3000, billing_reason: "subscription_cycle" });
});

test("what to credit and when to invoice it can be chosen", async () => {
  const { id } = await subscribe();
  rig.sandbox.advance(15 * DAY);
  await rig.stripe.subscriptions.pause(id, {
    bill_for: { unused_time_from: { type: "item_current_period_start" } },
    invoicing_behavior: "invoice",
  });
  expect((await invoicesOf(id))[0]).toMatchObject({ total: -3000, ending_balance: -3000 });
});

test("a resume that waits for its payment stays paused until it is paid", async () => {
  const { id, customer } = await subscribe();
  await rig.stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type: "none" } } });
  const bad = await rig.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
    customer: String(customer),
  });
  await rig.stripe.subscriptions.update(id, { default_payment_method: bad.id });
  const waiting = await rig.stripe.subscriptions.resume(id, {
    payment_behavior: "resume_on_payment_success",
  });
  expect(waiting.status).toBe("paused");
  const visa = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: String(customer) });
  await rig.stripe.invoices.pay(String(waiting.latest_invoice), { payment_method: visa.id });
  expect((await rig.stripe.subscriptions.retrieve(id)).status).toBe("active");
});

test("only what runs can be paused, and only what is paused resumed", async () => {
  const { id } = await subscribe();
  await expect(rig.stripe.subscriptions.resume(id)).rejects.toThrow("paused");
  await rig.stripe.subscriptions.cancel(id);
  await expect(rig.stripe.subscriptions.pause(id)).rejects.toThrow("canceled");
});

test("an end within the period gives the rest back when it comes", async () => {
  const { id, items } = await subscribe();
  const start = items.data[0]?.current_period_start ?? 0;
  const ending = await rig.stripe.subscriptions.update(id, { cancel_at: start + (15 * DAY) / 1000 });
  expect(ending).toMatchObject({ cancel_at_period_end: false, status: "active" });
  rig.sandbox.advance(15 * DAY);
  expect((await rig.stripe.subscriptions.retrieve(id)).status).toBe("canceled");
  expect((await invoicesOf(id))[0]).toMatchObject({ total: -1500 });
});
