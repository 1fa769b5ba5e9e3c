import type Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
});
afterEach(() => rig.sandbox.close());

type Terms = Partial<Stripe.PriceCreateParams>;

async function subscribe(from: Terms, method = "pm_card_visa", terms: { trial_period_days?: number } = {}) {
  const { price } = await seedPrice(rig.stripe, from);
  const customer = await rig.stripe.customers.create({});
  const card = await rig.stripe.paymentMethods.attach(method, { customer: customer.id });
  const items = [{ price: price.id }];
  return rig.stripe.subscriptions.create({
    customer: customer.id,
    items,
    default_payment_method: card.id,
    ...terms,
  });
}

async function change(
  subscription: Stripe.Subscription,
  to: Terms,
  params: Stripe.SubscriptionUpdateParams = {},
) {
  const { price } = await seedPrice(rig.stripe, to);
  const items = [{ id: subscription.items.data[0]?.id ?? "", price: price.id }];
  return rig.stripe.subscriptions.update(subscription.id, {
    items,
    proration_behavior: "always_invoice",
    expand: ["latest_invoice", "customer"],
    ...params,
  });
}

const invoiceOf = ({ latest_invoice }: Stripe.Subscription) =>
  typeof latest_invoice === "object" && latest_invoice ? latest_invoice : undefined;
const balanceOf = async ({ customer }: Stripe.Subscription) => {
  const found = await rig.stripe.customers.retrieve(typeof customer === "string" ? customer : customer.id);
  return found.deleted ? Number.NaN : found.balance;
};

test("a dearer plan is charged for the seconds that are left, less those of the old one", async () => {
  const subscription = await subscribe({ unit_amount: 3000 });
  rig.sandbox.advance(10 * DAY);
  const changed = await change(subscription, { unit_amount: 9000 });
  expect(invoiceOf(changed)).toMatchObject({
    status: "paid",
    billing_reason: "subscription_update",
    amount_paid: 4000,
  });
  expect(invoiceOf(changed)?.lines.data.map(({ amount }) => amount)).toEqual([-2000, 6000]);
  expect(changed.items.data[0]).toMatchObject({
    current_period_start: subscription.items.data[0]?.current_period_start,
    current_period_end: subscription.items.data[0]?.current_period_end,
    price: { unit_amount: 9000 },
  });
});

test("a cheaper plan leaves credit, which later invoices use up", async () => {
  const subscription = await subscribe({ unit_amount: 9000 });
  rig.sandbox.advance(15 * DAY);
  const changed = await change(subscription, { unit_amount: 1000 });
  expect(invoiceOf(changed)).toMatchObject({
    total: -4000,
    amount_due: 0,
    status: "paid",
    ending_balance: -4000,
  });
  expect(await balanceOf(changed)).toBe(-4000);
  rig.sandbox.advance(15 * DAY + HOUR);
  expect(await balanceOf(changed)).toBe(-3000);
  const [renewal] = (await rig.stripe.invoices.list({ subscription: subscription.id })).data;
  expect(renewal).toMatchObject({ status: "paid", total: 1000, amount_due: 0, starting_balance: -4000 });
});

test("another interval begins a new cycle today, less what the old one has left", async () => {
  const subscription = await subscribe({ unit_amount: 3000 });
  rig.sandbox.advance(15 * DAY);
  const changed = await change(subscription, { unit_amount: 30_000, recurring: { interval: "year" } });
  expect(invoiceOf(changed)?.amount_paid).toBe(30_000 - 1500);
  const [item] = changed.items.data;
  expect(changed.billing_cycle_anchor).toBe(item?.current_period_start);
  expect((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)).toBe(365 * 86_400);
});

test("during a trial the change is free, and the trial goes on", async () => {
  const subscription = await subscribe({ unit_amount: 3000 }, "pm_card_visa", { trial_period_days: 14 });
  const changed = await change(subscription, { unit_amount: 9000 });
  expect(changed).toMatchObject({ status: "trialing", trial_end: subscription.trial_end });
  expect(invoiceOf(changed)?.id).toBe(subscription.latest_invoice);
  rig.sandbox.advance(14 * DAY + HOUR);
  expect((await rig.stripe.invoices.list({ subscription: subscription.id })).data[0]?.amount_paid).toBe(9000);
});

describe("a card that is refused", () => {
  const refusedLater = async () => {
    const subscription = await subscribe({ unit_amount: 3000 });
    const customer = String(subscription.customer);
    const bad = await rig.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await rig.stripe.subscriptions.update(subscription.id, { default_payment_method: bad.id });
    return subscription;
  };

  test("error_if_incomplete changes nothing", async () => {
    const subscription = await refusedLater();
    await expect(
      change(subscription, { unit_amount: 9000 }, { payment_behavior: "error_if_incomplete" }),
    ).rejects.toMatchObject({ statusCode: 402 });
    const now = await rig.stripe.subscriptions.retrieve(subscription.id);
    expect(now).toMatchObject({ status: "active", latest_invoice: subscription.latest_invoice });
    expect(now.items.data[0]?.price.unit_amount).toBe(3000);
  });

  test("allow_incomplete changes the price and is past due", async () => {
    const changed = await change(await refusedLater(), { unit_amount: 9000 });
    expect(changed).toMatchObject({
      status: "past_due",
      latest_invoice: { status: "open", amount_due: 6000 },
    });
  });
});

test("a price in another currency, or with another interval beside the first, is refused", async () => {
  const subscription = await subscribe({ unit_amount: 3000 });
  await expect(change(subscription, { currency: "eur" })).rejects.toMatchObject({ param: "items[0][price]" });
  const { price } = await seedPrice(rig.stripe, { recurring: { interval: "year" } });
  await expect(
    rig.stripe.subscriptions.update(subscription.id, { items: [{ price: price.id }] }),
  ).rejects.toMatchObject({ param: "items" });
});

test("without proration the change is silent, and another interval is charged whole", async () => {
  const subscription = await subscribe({ unit_amount: 3000 });
  rig.sandbox.advance(15 * DAY);
  const silent = await change(subscription, { unit_amount: 9000 }, { proration_behavior: "none" });
  expect(invoiceOf(silent)?.id).toBe(subscription.latest_invoice);
  const yearly = { unit_amount: 50_000, recurring: { interval: "year" } } as const;
  const changed = await change(subscription, yearly, { proration_behavior: "none" });
  expect(invoiceOf(changed)?.amount_paid).toBe(50_000);
});

test("prorations wait for the next invoice unless asked for at once", async () => {
  const subscription = await subscribe({ unit_amount: 3000 });
  rig.sandbox.advance(10 * DAY);
  const changed = await change(
    subscription,
    { unit_amount: 9000 },
    { proration_behavior: "create_prorations" },
  );
  expect(invoiceOf(changed)?.id).toBe(subscription.latest_invoice);
  const pending = await rig.stripe.invoiceItems.list({ pending: true });
  expect(pending.data.map(({ amount }) => amount).toSorted((a, b) => a - b)).toEqual([-2000, 6000]);
  rig.sandbox.advance(20 * DAY + HOUR);
  const [renewal] = (await rig.stripe.invoices.list({ subscription: subscription.id })).data;
  expect(renewal).toMatchObject({ status: "paid", total: 13_000 });
  expect((await rig.stripe.invoiceItems.list({ pending: true })).data).toEqual([]);
});

test("quantities, added and removed items are prorated each by itself", async () => {
  const subscription = await subscribe({ unit_amount: 3000 });
  const { price: seat } = await seedPrice(rig.stripe, { unit_amount: 600 });
  rig.sandbox.advance(15 * DAY);
  const items = [
    { id: subscription.items.data[0]?.id ?? "", quantity: 2 },
    { price: seat.id, quantity: 5 },
  ];
  const grown = await rig.stripe.subscriptions.update(subscription.id, {
    items,
    proration_behavior: "always_invoice",
    expand: ["latest_invoice"],
  });
  expect(invoiceOf(grown)?.lines.data.map(({ amount }) => amount)).toEqual([-1500, 3000, 1500]);
  const added = grown.items.data[1]?.id ?? "";
  const shrunk = await rig.stripe.subscriptions.update(subscription.id, {
    items: [{ id: added, deleted: true }],
    proration_behavior: "always_invoice",
    expand: ["latest_invoice"],
  });
  expect(invoiceOf(shrunk)).toMatchObject({ total: -1500, ending_balance: -1500 });
  expect(shrunk.items.data).toHaveLength(1);
});

test("items can be changed by themselves", async () => {
  const { id, items } = await subscribe({ unit_amount: 3000 });
  const { price } = await seedPrice(rig.stripe, { unit_amount: 600 });
  const added = await rig.stripe.subscriptionItems.create({ subscription: id, price: price.id, quantity: 2 });
  await rig.stripe.subscriptionItems.update(added.id, { quantity: 3, proration_behavior: "none" });
  expect(await rig.stripe.subscriptionItems.retrieve(added.id)).toMatchObject({ quantity: 3 });
  expect((await rig.stripe.subscriptionItems.list({ subscription: id })).data).toHaveLength(2);
  await rig.stripe.subscriptionItems.del(added.id);
  await expect(rig.stripe.subscriptionItems.del(items.data[0]?.id ?? "")).rejects.toThrow("at least one");
});

test("the moment of proration can be given, within the period", async () => {
  const subscription = await subscribe({ unit_amount: 3000 });
  const date = (subscription.items.data[0]?.current_period_start ?? 0) + (10 * DAY) / 1000;
  const changed = await change(subscription, { unit_amount: 9000 }, { proration_date: date });
  expect(invoiceOf(changed)?.amount_paid).toBe(4000);
  await expect(change(subscription, {}, { proration_date: 1 })).rejects.toMatchObject({
    param: "proration_date",
  });
});

describe("pending_if_incomplete", () => {
  const pending = { payment_behavior: "pending_if_incomplete" } as const;
  const refused = async () => {
    const subscription = await subscribe({ unit_amount: 3000 });
    const customer = String(subscription.customer);
    const bad = await rig.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await rig.stripe.subscriptions.update(subscription.id, { default_payment_method: bad.id });
    return change(subscription, { unit_amount: 9000 }, pending);
  };
  const types = async () => (await rig.stripe.events.list({ limit: 5 })).data.map(({ type }) => type);

  test("keeps the old price until the invoice is paid, then changes", async () => {
    const waiting = await refused();
    expect(waiting).toMatchObject({ status: "active", latest_invoice: { status: "open", amount_due: 6000 } });
    expect(waiting.items.data[0]?.price.unit_amount).toBe(3000);
    expect(waiting.pending_update?.subscription_items?.[0]?.price.unit_amount).toBe(9000);
    const customer = typeof waiting.customer === "string" ? waiting.customer : waiting.customer.id;
    const visa = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer });
    await rig.stripe.invoices.pay(invoiceOf(waiting)?.id ?? "", { payment_method: visa.id });
    const now = await rig.stripe.subscriptions.retrieve(waiting.id);
    expect(now).toMatchObject({ status: "active", pending_update: null });
    expect(now.items.data[0]?.price.unit_amount).toBe(9000);
    expect(await types()).toContain("customer.subscription.pending_update_applied");
  });

  test("is forgotten after 23 hours, and its invoice is void", async () => {
    const waiting = await refused();
    rig.sandbox.advance(23 * HOUR);
    const now = await rig.stripe.subscriptions.retrieve(waiting.id, { expand: ["latest_invoice"] });
    expect(now).toMatchObject({ pending_update: null, latest_invoice: { status: "void" } });
    expect(now.items.data[0]?.price.unit_amount).toBe(3000);
    expect(await types()).toContain("customer.subscription.pending_update_expired");
  });
});
