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

async function subscribe(terms: Partial<Stripe.PriceCreateParams> = {}, trial_period_days?: number) {
  const { price } = await seedPrice(rig.stripe, { unit_amount: 3000, ...terms });
  const customer = await rig.stripe.customers.create({ address: { country: "DE" } });
  const card = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  return rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: card.id,
    ...(trial_period_days ? { trial_period_days } : {}),
  });
}

const amounts = ({ lines, total, amount_due }: Stripe.Invoice) => ({
  lines: lines.data.map(({ amount, description }) => [description, amount]),
  total,
  amount_due,
});
const newest = async (subscription: string) =>
  (await rig.stripe.invoices.list({ subscription, limit: 1 })).data[0] ?? expect.fail("no invoice");

test.each([
  ["dearer, at once", { unit_amount: 9000 }, "always_invoice"],
  ["cheaper, at once", { unit_amount: 1000 }, "always_invoice"],
  ["another interval", { unit_amount: 30_000, recurring: { interval: "year" } }, "create_prorations"],
] as const)("the preview of a change is what the change costs: %s", async (_name, to, proration_behavior) => {
  const subscription = await subscribe();
  rig.sandbox.advance(11 * DAY + 12_345_000);
  const { price } = await seedPrice(rig.stripe, to);
  const items = [{ id: subscription.items.data[0]?.id ?? "", price: price.id }];
  const preview = await rig.stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { items, proration_behavior },
  });
  await rig.stripe.subscriptions.update(subscription.id, { items, proration_behavior });
  const real = await newest(subscription.id);
  expect(amounts(preview)).toEqual(amounts(real));
  expect(preview).toMatchObject({ status: "draft", number: null });
});

test("a preview changes nothing", async () => {
  const subscription = await subscribe();
  const before = (await rig.stripe.events.list({ limit: 100 })).data.length;
  const { price } = await seedPrice(rig.stripe, { unit_amount: 9000 });
  const seeded = (await rig.stripe.events.list({ limit: 100 })).data.length;
  await rig.stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: subscription.items.data[0]?.id ?? "", price: price.id }],
      proration_behavior: "always_invoice",
    },
  });
  expect((await rig.stripe.events.list({ limit: 100 })).data.length).toBe(seeded);
  expect(seeded).toBe(before + 2);
  expect((await rig.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  expect(await rig.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    items: { data: [{ price: { unit_amount: 3000 } }] },
  });
});

test("the upcoming invoice is the one that comes, with what waits for it", async () => {
  const subscription = await subscribe();
  rig.sandbox.advance(10 * DAY);
  const { price } = await seedPrice(rig.stripe, { unit_amount: 9000 });
  const items = [{ id: subscription.items.data[0]?.id ?? "", price: price.id }];
  const asked = { subscription: subscription.id, subscription_details: { items } };
  const preview = await rig.stripe.invoices.createPreview(asked);
  expect(preview.total).toBe(9000 + 4000);
  const recurring = await rig.stripe.invoices.createPreview({ ...asked, preview_mode: "recurring" });
  expect(recurring.total).toBe(9000);
  await rig.stripe.subscriptions.update(subscription.id, { items });
  const upcoming = await rig.stripe.invoices.createPreview({ subscription: subscription.id });
  expect(amounts(upcoming)).toEqual(amounts(preview));
  rig.sandbox.advance(20 * DAY + HOUR);
  expect(amounts(await newest(subscription.id))).toEqual(amounts(preview));
});

test("a subscription that ends has no upcoming invoice; canceling now gives the rest back", async () => {
  const subscription = await subscribe();
  rig.sandbox.advance(15 * DAY);
  const { id } = subscription;
  const canceled = await rig.stripe.invoices.createPreview({
    subscription: id,
    subscription_details: { cancel_now: true },
  });
  expect(canceled).toMatchObject({ total: -1500, amount_due: 0, ending_balance: -1500 });
  await expect(
    rig.stripe.invoices.createPreview({
      subscription: id,
      subscription_details: { cancel_at_period_end: true },
    }),
  ).rejects.toMatchObject({ statusCode: 404, code: "invoice_upcoming_none" });
  await rig.stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true });
  expect(await newest(id)).toMatchObject({ total: -1500 });
});

test("a new subscription, with tax at an address, for someone who is nobody yet", async () => {
  const { price } = await seedPrice(rig.stripe, { unit_amount: 10_000, tax_behavior: "exclusive" });
  const preview = await rig.stripe.invoices.createPreview({
    automatic_tax: { enabled: true },
    customer_details: { address: { country: "DE" } },
    subscription_details: { items: [{ price: price.id, quantity: 2 }] },
  });
  expect(preview).toMatchObject({ subtotal: 20_000, total: 23_800, billing_reason: "subscription_create" });
  expect((await rig.stripe.customers.list()).data).toEqual([]);
});

test("the end of a trial is previewed, and ending it now", async () => {
  const subscription = await subscribe({}, 14);
  const upcoming = await rig.stripe.invoices.createPreview({ subscription: subscription.id });
  expect(upcoming.total).toBe(3000);
  const now = await rig.stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { trial_end: "now" },
  });
  expect(now).toMatchObject({ total: 3000, billing_reason: "subscription_update" });
  const ended = await rig.stripe.subscriptions.update(subscription.id, { trial_end: "now" });
  expect(ended.status).toBe("active");
  expect(await newest(subscription.id)).toMatchObject({ total: 3000, status: "paid" });
});
