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

test("what is not computed is refused, never guessed", async () => {
  const subscription = await subscribe({ unit_amount: 3000 });
  const to = (params: Stripe.SubscriptionUpdateParams, terms: Terms = {}) =>
    change(subscription, terms, params);
  await expect(to({ proration_behavior: "create_prorations" })).rejects.toMatchObject({
    param: "proration_behavior",
  });
  await expect(to({}, { currency: "eur" })).rejects.toMatchObject({ param: "items[0][price]" });
  await expect(to({ proration_behavior: "none" }, { recurring: { interval: "year" } })).rejects.toMatchObject(
    {
      param: "proration_behavior",
    },
  );
  const silent = await to({ proration_behavior: "none" }, { unit_amount: 9000 });
  expect(invoiceOf(silent)?.id).toBe(subscription.latest_invoice);
});
