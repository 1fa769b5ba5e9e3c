import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
});
afterEach(() => rig.sandbox.close());

async function subscribe(unit_amount: number) {
  const { price } = await seedPrice(rig.stripe, { unit_amount });
  const customer = await rig.stripe.customers.create({});
  const card = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const subscription = await rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: card.id,
  });
  return { subscription, price: price.id };
}

/** Schedules another price for the period's end, as a downgrade does. */
async function scheduleChange(terms: Partial<Stripe.PriceCreateParams>) {
  const { subscription, price } = await subscribe(9000);
  const { price: next } = await seedPrice(rig.stripe, terms);
  const schedule = await rig.stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  const [current] = schedule.phases;
  const start_date = current?.start_date ?? 0;
  const end_date = current?.end_date ?? 0;
  const updated = await rig.stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: "release",
    phases: [
      { items: [{ price, quantity: 1 }], start_date, end_date },
      { items: [{ price: next.id, quantity: 1 }], start_date: end_date },
    ],
  });
  return { subscription, schedule: updated, next: next.id };
}
const now = (id: string) => rig.stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
const typesOf = async () => (await rig.stripe.events.list({ limit: 100 })).data.map(({ type }) => type);

test("a downgrade at the period's end: nothing changes before, the next invoice has the new price", async () => {
  const { subscription, schedule, next } = await scheduleChange({ unit_amount: 1000 });
  expect(schedule).toMatchObject({ status: "active", subscription: subscription.id });
  rig.sandbox.advance(29 * DAY);
  expect((await now(subscription.id)).items.data[0]?.price.unit_amount).toBe(9000);
  const upcoming = await rig.stripe.invoices.createPreview({ subscription: subscription.id });
  expect(upcoming.total).toBe(1000);
  rig.sandbox.advance(DAY + HOUR);
  const changed = await now(subscription.id);
  expect(changed.items.data[0]).toMatchObject({ id: subscription.items.data[0]?.id, price: { id: next } });
  expect(changed).toMatchObject({ status: "active", latest_invoice: { status: "paid", total: 1000 } });
  rig.sandbox.advance(31 * DAY);
  expect((await now(subscription.id)).schedule).toBeNull();
  expect(await rig.stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
    status: "released",
    released_subscription: subscription.id,
  });
  expect(await typesOf()).toEqual(
    expect.arrayContaining(["subscription_schedule.updated", "subscription_schedule.released"]),
  );
});

test("another cycle at the period's end begins a whole one there", async () => {
  const yearly = { unit_amount: 90_000, recurring: { interval: "year" } } as const;
  const { subscription } = await scheduleChange(yearly);
  const end = subscription.items.data[0]?.current_period_end ?? 0;
  rig.sandbox.advance(30 * DAY + HOUR);
  const changed = await now(subscription.id);
  expect(changed.items.data[0]).toMatchObject({
    current_period_start: end,
    current_period_end: end + 365 * 86_400,
  });
  expect(changed).toMatchObject({ billing_cycle_anchor: end, latest_invoice: { total: 90_000 } });
});

test("releasing takes the plan back; canceling ends the subscription", async () => {
  const first = await scheduleChange({ unit_amount: 1000 });
  await rig.stripe.subscriptionSchedules.release(first.schedule.id);
  rig.sandbox.advance(30 * DAY + HOUR);
  expect((await now(first.subscription.id)).items.data[0]?.price.unit_amount).toBe(9000);
  await expect(rig.stripe.subscriptionSchedules.release(first.schedule.id)).rejects.toThrow("released");

  const second = await scheduleChange({ unit_amount: 1000 });
  const canceled = await rig.stripe.subscriptionSchedules.cancel(second.schedule.id, {
    invoice_now: false,
    prorate: false,
  });
  expect(canceled.status).toBe("canceled");
  expect((await now(second.subscription.id)).status).toBe("canceled");
});

test("a subscription has one schedule, and a schedule's phases follow one another", async () => {
  const { subscription, schedule, next } = await scheduleChange({ unit_amount: 1000 });
  await expect(
    rig.stripe.subscriptionSchedules.create({ from_subscription: subscription.id }),
  ).rejects.toMatchObject({ param: "from_subscription" });
  const start_date = (schedule.phases[0]?.start_date ?? 0) + 5;
  await expect(
    rig.stripe.subscriptionSchedules.update(schedule.id, {
      phases: [{ items: [{ price: next }], start_date }],
    }),
  ).rejects.toMatchObject({ param: "phases[0][start_date]" });
});

test("a schedule of its own begins a subscription on its day, and ends it with the last phase", async () => {
  const { price } = await seedPrice(rig.stripe, { unit_amount: 500 });
  const customer = await rig.stripe.customers.create({});
  const card = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  await rig.stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  const schedule = await rig.stripe.subscriptionSchedules.create({
    customer: customer.id,
    start_date: customer.created + 86_400,
    end_behavior: "cancel",
    phases: [{ items: [{ price: price.id }], duration: { interval: "month", interval_count: 2 } }],
  });
  expect(schedule).toMatchObject({ status: "not_started", subscription: null });
  rig.sandbox.advance(DAY);
  const [subscription] = (await rig.stripe.subscriptions.list()).data;
  expect(subscription).toMatchObject({ status: "active", schedule: schedule.id });
  rig.sandbox.advance(63 * DAY);
  expect(await rig.stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({ status: "completed" });
  expect((await now(subscription?.id ?? "")).status).toBe("canceled");
});
