import { afterEach, beforeEach, expect, test } from "vitest";
import { type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
});
afterEach(() => rig.sandbox.close());

async function subscribe(method: string, terms: { trial_period_days?: number } = {}) {
  const { price } = await seedPrice(rig.stripe);
  const customer = await rig.stripe.customers.create({ email: "ada@acme.test" });
  const { id } = await rig.stripe.paymentMethods.attach(method, { customer: customer.id });
  return rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: id,
    ...terms,
  });
}
const now = (id: string) => rig.stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
const periodEnd = ({ items }: Awaited<ReturnType<typeof now>>) =>
  new Date((items.data[0]?.current_period_end ?? 0) * 1000).toISOString().slice(0, 10);

test("a subscription renews each month: a draft, and an hour later the charge", async () => {
  const { id } = await subscribe("pm_card_visa");
  expect(periodEnd(await now(id))).toBe("2026-12-01");
  rig.sandbox.advance(30 * DAY);
  expect(await now(id)).toMatchObject({
    status: "active",
    latest_invoice: { status: "draft", amount_due: 7999 },
  });
  rig.sandbox.advance(HOUR);
  expect(await now(id)).toMatchObject({
    latest_invoice: { status: "paid", billing_reason: "subscription_cycle" },
  });
  rig.sandbox.advance(364 * DAY);
  expect(periodEnd(await now(id))).toBe("2027-12-01");
  const invoices = await rig.stripe.invoices.list({ subscription: id, limit: 100 });
  expect(invoices.data.map(({ status }) => status)).toEqual(Array(13).fill("paid"));
  expect(new Set(invoices.data.map(({ number }) => number)).size).toBe(13);
});

test("cancel at period end keeps access until then, and can be taken back", async () => {
  const { id } = await subscribe("pm_card_visa");
  await rig.stripe.subscriptions.update(id, { cancel_at_period_end: true });
  await rig.stripe.subscriptions.update(id, { cancel_at_period_end: false });
  expect(await now(id)).toMatchObject({ cancel_at: null, canceled_at: null });
  await rig.stripe.subscriptions.update(id, { cancel_at_period_end: true });
  rig.sandbox.advance(29 * DAY);
  expect((await now(id)).status).toBe("active");
  rig.sandbox.advance(DAY);
  expect(await now(id)).toMatchObject({
    status: "canceled",
    cancellation_details: { reason: "cancellation_requested" },
  });
  expect((await rig.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
});

test("refused renewals are tried four times, then the subscription is canceled and its invoice voided", async () => {
  const { id } = await subscribe("pm_card_chargeCustomerFail", { trial_period_days: 7 });
  rig.sandbox.advance(7 * DAY + HOUR);
  expect(await now(id)).toMatchObject({
    status: "past_due",
    latest_invoice: { status: "open", attempt_count: 1 },
  });
  rig.sandbox.advance(15 * DAY);
  expect(await now(id)).toMatchObject({
    status: "canceled",
    cancellation_details: { reason: "payment_failed" },
    latest_invoice: { status: "void", attempt_count: 4 },
  });
});

test("paying the open invoice with another card recovers a past-due subscription", async () => {
  const { id, customer } = await subscribe("pm_card_chargeCustomerFail", { trial_period_days: 7 });
  rig.sandbox.advance(7 * DAY + HOUR);
  const { latest_invoice } = await now(id);
  const invoice = typeof latest_invoice === "object" ? (latest_invoice?.id ?? "") : "";
  await expect(rig.stripe.invoices.pay(invoice)).rejects.toMatchObject({
    statusCode: 402,
    code: "card_declined",
  });
  expect(await now(id)).toMatchObject({ latest_invoice: { attempt_count: 2 } });
  const visa = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: String(customer) });
  await rig.stripe.invoices.pay(invoice, { payment_method: visa.id });
  expect(await now(id)).toMatchObject({ status: "active", latest_invoice: { status: "paid" } });
});

test("an incomplete subscription expires after 23 hours, and its payment is canceled", async () => {
  const { id, status } = await subscribe("pm_card_chargeCustomerFail");
  expect(status).toBe("incomplete");
  rig.sandbox.advance(23 * HOUR);
  expect(await now(id)).toMatchObject({ status: "incomplete_expired", latest_invoice: { status: "void" } });
  expect((await rig.stripe.paymentIntents.list()).data.map((intent) => intent.status)).toEqual(["canceled"]);
});

test("a trial's end is announced three days before, once", async () => {
  await subscribe("pm_card_visa", { trial_period_days: 14 });
  const announcements = async () =>
    (await rig.stripe.events.list({ type: "customer.subscription.trial_will_end" })).data.length;
  rig.sandbox.advance(11 * DAY - HOUR);
  expect(await announcements()).toBe(0);
  rig.sandbox.advance(HOUR);
  expect(await announcements()).toBe(1);
  rig.sandbox.advance(2 * DAY);
  expect(await announcements()).toBe(1);
});

test("retries and what comes after them can be set: unpaid keeps the subscription, and drafts wait", async () => {
  rig.sandbox.setBilling({ retryDays: [2], finalStatus: "unpaid" });
  const { id } = await subscribe("pm_card_chargeCustomerFail", { trial_period_days: 7 });
  rig.sandbox.advance(9 * DAY + HOUR);
  expect(await now(id)).toMatchObject({
    status: "unpaid",
    latest_invoice: { attempt_count: 2, status: "open" },
  });
  rig.sandbox.advance(32 * DAY);
  expect(await now(id)).toMatchObject({ status: "unpaid", latest_invoice: { status: "draft" } });
});

test("an invoice that is sent waits for its due date, which is announced, and is overdue after it", async () => {
  const { price } = await seedPrice(rig.stripe);
  const customer = await rig.stripe.customers.create({ email: "ada@acme.test" });
  const { id, status } = await rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    collection_method: "send_invoice",
    days_until_due: 10,
  });
  expect(status).toBe("active");
  rig.sandbox.advance(30 * DAY + HOUR);
  expect(await now(id)).toMatchObject({ latest_invoice: { status: "open", attempt_count: 0 } });
  rig.sandbox.advance(11 * DAY);
  const types = (await rig.stripe.events.list({ limit: 100 })).data.map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining(["invoice.sent", "invoice.will_be_due", "invoice.overdue", "invoice.upcoming"]),
  );
  expect((await now(id)).status).toBe("past_due");
});

test("paused collection makes invoices that nobody collects", async () => {
  const { id } = await subscribe("pm_card_visa");
  await rig.stripe.subscriptions.update(id, { pause_collection: { behavior: "void" } });
  rig.sandbox.advance(30 * DAY + HOUR);
  expect(await now(id)).toMatchObject({ status: "active", latest_invoice: { status: "void" } });
});

test("a customer keeps one currency, in which a price may be sold beside its own", async () => {
  const { price } = await seedPrice(rig.stripe, { currency_options: { eur: { unit_amount: 7499 } } });
  const { price: dollars } = await seedPrice(rig.stripe);
  const customer = await rig.stripe.customers.create({});
  const card = await rig.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const buy = (item: string, currency?: string) =>
    rig.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: item }],
      default_payment_method: card.id,
      ...(currency ? { currency } : {}),
      expand: ["latest_invoice"],
    });
  expect(await buy(price.id, "eur")).toMatchObject({
    currency: "eur",
    latest_invoice: { total: 7499, currency: "eur" },
  });
  await expect(buy(dollars.id)).rejects.toThrow("cannot combine currencies");
  await expect(buy(dollars.id, "eur")).rejects.toThrow("expected currency: `eur`");
});

test("an incomplete subscription begins when its payment intent is confirmed", async () => {
  const { price } = await seedPrice(rig.stripe);
  const customer = await rig.stripe.customers.create({});
  const { id, status, latest_invoice } = await rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    payment_behavior: "default_incomplete",
    expand: ["latest_invoice.confirmation_secret"],
  });
  expect(status).toBe("incomplete");
  const secret = typeof latest_invoice === "object" ? latest_invoice?.confirmation_secret?.client_secret : "";
  const [intent] = (await rig.stripe.paymentIntents.list({ customer: customer.id })).data;
  expect(secret).toBe(intent?.client_secret);
  const confirm = (payment_method: string) =>
    rig.stripe.paymentIntents.confirm(intent?.id ?? "", { payment_method });
  await expect(confirm("pm_card_chargeDeclined")).rejects.toMatchObject({ code: "card_declined" });
  expect((await confirm("pm_card_authenticationRequired")).status).toBe("requires_action");
  expect((await confirm("pm_card_visa")).status).toBe("succeeded");
  expect(await now(id)).toMatchObject({ status: "active", latest_invoice: { status: "paid" } });
  await expect(rig.stripe.paymentIntents.cancel(intent?.id ?? "")).rejects.toThrow("invoice");
});
