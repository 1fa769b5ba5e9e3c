import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SandboxRig, START, startSandbox } from "#tests/support/stripe-sandbox.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
let rig: SandboxRig;
let meter: Stripe.Billing.Meter;
let product: Stripe.Product;
let customer: string;
beforeEach(async () => {
  rig = await startSandbox();
  meter = await rig.stripe.billing.meters.create({
    display_name: "API calls",
    event_name: "api_calls",
    default_aggregation: { formula: "sum" },
  });
  product = await rig.stripe.products.create({ name: "API calls" });
  ({ id: customer } = await rig.stripe.customers.create({}));
  const card = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer });
  await rig.stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } });
});
afterEach(() => rig.sandbox.close());

const use = (value: number, terms: Partial<Stripe.Billing.MeterEventCreateParams> = {}) =>
  rig.stripe.billing.meterEvents.create({
    event_name: "api_calls",
    payload: { stripe_customer_id: customer, value: String(value) },
    ...terms,
  });

const metered = (terms: Partial<Stripe.PriceCreateParams>) =>
  rig.stripe.prices.create({
    product: product.id,
    currency: "usd",
    recurring: { interval: "month", usage_type: "metered", meter: meter.id },
    ...terms,
  });

/** 1,000 included, then $0.01 each to 5,000, then half a cent. */
const graduated = () =>
  metered({
    billing_scheme: "tiered",
    tiers_mode: "graduated",
    tiers: [
      { up_to: 1000, unit_amount: 0 },
      { up_to: 5000, unit_amount: 1 },
      { up_to: "inf", unit_amount_decimal: Stripe.Decimal.from("0.5") },
    ],
  });

const subscribe = (price: Stripe.Price) =>
  rig.stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
const renewal = async (subscription: string) =>
  (await rig.stripe.invoices.list({ subscription, limit: 1 })).data[0] ?? expect.fail("no invoice");

test("usage is billed at the end of the period, tier by tier, with what is included free", async () => {
  const { id } = await subscribe(await graduated());
  await use(3000);
  await use(4000);
  const preview = await rig.stripe.invoices.createPreview({ subscription: id });
  expect(preview.lines.data.map(({ amount, quantity }) => [quantity, amount])).toEqual([
    [1000, 0],
    [4000, 4000],
    [2000, 1000],
  ]);
  expect(preview.total).toBe(5000);
  rig.sandbox.advance(30 * DAY);
  await use(10, { timestamp: START.getTime() / 1000 + 60 });
  rig.sandbox.advance(HOUR);
  expect(await renewal(id)).toMatchObject({ status: "paid", total: 5005 });
  rig.sandbox.advance(31 * DAY);
  expect((await renewal(id)).total).toBe(0);
});

test("volume tiers price all units alike; packages round up", async () => {
  const volume = await metered({
    billing_scheme: "tiered",
    tiers_mode: "volume",
    tiers: [
      { up_to: 100, unit_amount: 10 },
      { up_to: "inf", unit_amount: 5, flat_amount: 200 },
    ],
  });
  const packages = await metered({ unit_amount: 300, transform_quantity: { divide_by: 1000, round: "up" } });
  const { id } = await rig.stripe.subscriptions.create({
    customer,
    items: [{ price: volume.id }, { price: packages.id }],
  });
  await use(1001);
  const { lines } = await rig.stripe.invoices.createPreview({ subscription: id });
  expect(lines.data.map(({ amount }) => amount)).toEqual([5005, 200, 600]);
});

describe("an event", () => {
  test("counts once by its identifier, and can be taken back within a day", async () => {
    const { id } = await subscribe(await metered({ unit_amount: 1 }));
    await use(5, { identifier: "ledger_1" });
    await expect(use(5, { identifier: "ledger_1" })).rejects.toMatchObject({ param: "identifier" });
    expect((await rig.stripe.invoices.createPreview({ subscription: id })).total).toBe(5);
    const cancel = { event_name: "api_calls", type: "cancel", cancel: { identifier: "ledger_1" } } as const;
    expect((await rig.stripe.billing.meterEventAdjustments.create(cancel)).status).toBe("complete");
    expect((await rig.stripe.invoices.createPreview({ subscription: id })).total).toBe(0);
    await expect(rig.stripe.billing.meterEventAdjustments.create(cancel)).rejects.toThrow("ledger_1");
  });

  test("must lie within 35 days back and 5 minutes ahead, and hold a number", async () => {
    const now = START.getTime() / 1000;
    await expect(use(1, { timestamp: now + 301 })).rejects.toMatchObject({ param: "timestamp" });
    await expect(use(1, { timestamp: now - 35 * 86_400 - 1 })).rejects.toMatchObject({ param: "timestamp" });
    await expect(use(Number.NaN)).rejects.toMatchObject({ param: "payload" });
  });

  test("may come by API v2 as well", async () => {
    const { id } = await subscribe(await metered({ unit_amount: 1 }));
    const event = await rig.stripe.v2.billing.meterEvents.create({
      event_name: "api_calls",
      payload: { stripe_customer_id: customer, value: "7" },
      timestamp: START.toISOString(),
    });
    expect(event).toMatchObject({ object: "v2.billing.meter_event", timestamp: START.toISOString() });
    expect((await rig.stripe.invoices.createPreview({ subscription: id })).total).toBe(7);
  });

  test.each([
    ["an unknown meter", { event_name: "nothing" }, "v1.billing.meter.no_meter_found", "no_meter"],
    [
      "an unknown customer",
      { payload: { stripe_customer_id: "cus_no", value: "1" } },
      "v1.billing.meter.error_report_triggered",
      "meter_event_customer_not_found",
    ],
  ] as const)("of %s is told by a thin event", async (_name, terms, type, code) => {
    await use(1, { ...terms, identifier: "lost_1" });
    await rig.sandbox.settle();
    const sent = rig.received.findLast(({ body }) => body.includes("v2.core.event"));
    const notification = rig.stripe.parseEventNotification(
      sent?.body ?? "",
      sent?.signature ?? "",
      "whsec_test",
      undefined,
      undefined,
      START.getTime(),
    );
    expect(notification.type).toBe(type);
    const event = await rig.stripe.v2.core.events.retrieve(notification.id);
    expect(event).toMatchObject({
      data: {
        reason: { error_types: [{ code, sample_errors: [{ request: { identifier: "lost_1" } }] }] },
      },
    });
  });
});

test("summaries by hour, by day and over all, aligned and newest first", async () => {
  const now = START.getTime() / 1000;
  await use(3, { timestamp: now - 7200 });
  await use(4, { timestamp: now - 7100 });
  await use(5);
  const range = { customer, start_time: now - 36_000, end_time: now + 3600 };
  const hours = await rig.stripe.billing.meters.listEventSummaries(meter.id, {
    ...range,
    value_grouping_window: "hour",
  });
  expect(hours.data.map(({ aggregated_value }) => aggregated_value)).toEqual([5, 7]);
  const [all] = (await rig.stripe.billing.meters.listEventSummaries(meter.id, range)).data;
  expect(all?.aggregated_value).toBe(12);
  await expect(
    rig.stripe.billing.meters.listEventSummaries(meter.id, { ...range, value_grouping_window: "day" }),
  ).rejects.toThrow("day boundaries");
});

test("an alert goes off once for each customer that reaches it", async () => {
  await use(50);
  rig.sandbox.advance(1000);
  const alert = await rig.stripe.billing.alerts.create({
    title: "100 calls",
    alert_type: "usage_threshold",
    usage_threshold: { gte: 100, meter: meter.id, recurrence: "one_time" },
  });
  await use(99);
  await use(1);
  await use(500);
  const events = (await rig.stripe.events.list({ type: "billing.alert.triggered" })).data;
  expect(events).toHaveLength(1);
  expect(events[0]?.data.object).toMatchObject({ alert: { id: alert.id }, customer, value: 100 });
});

test("credit grants pay for usage, by priority, and what a voided invoice used comes back", async () => {
  const grant = (value: number, priority: number) =>
    rig.stripe.billing.creditGrants.create({
      customer,
      amount: { type: "monetary", monetary: { currency: "usd", value } },
      applicability_config: { scope: { price_type: "metered" } },
      priority,
    });
  await grant(1000, 60);
  const first = await grant(300, 10);
  const available = async () => {
    const filter = { type: "applicability_scope", applicability_scope: { price_type: "metered" } } as const;
    const summary = await rig.stripe.billing.creditBalanceSummaries.retrieve({ customer, filter });
    return summary.balances[0]?.available_balance.monetary?.value;
  };
  const { id } = await subscribe(await metered({ unit_amount: 1 }));
  await use(500);
  expect((await rig.stripe.invoices.createPreview({ subscription: id })).total).toBe(0);
  expect(await available()).toBe(1300);
  rig.sandbox.advance(30 * DAY + HOUR);
  const invoice = await renewal(id);
  expect(invoice).toMatchObject({ subtotal: 500, total: 0, status: "paid" });
  expect(invoice.total_pretax_credit_amounts?.map(({ amount }) => amount)).toEqual([300, 200]);
  expect(await available()).toBe(800);
  await expect(rig.stripe.billing.creditGrants.voidGrant(first.id)).rejects.toThrow("voided");
});

test("an event name is one active meter's; a metered price needs its meter", async () => {
  const again = {
    display_name: "x",
    event_name: "api_calls",
    default_aggregation: { formula: "count" },
  } as const;
  await expect(rig.stripe.billing.meters.create(again)).rejects.toMatchObject({ param: "event_name" });
  await rig.stripe.billing.meters.deactivate(meter.id);
  await rig.stripe.billing.meters.create(again);
  await expect(rig.stripe.billing.meters.reactivate(meter.id)).rejects.toThrow("already exists");
  await expect(
    rig.stripe.prices.create({
      product: product.id,
      currency: "usd",
      unit_amount: 1,
      recurring: { interval: "month", usage_type: "metered" },
    }),
  ).rejects.toMatchObject({ param: "recurring[meter]" });
});
