import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { platformCtx } from "#server/modules/audit/index.ts";
import {
  catalogueOf,
  getSubscription,
  replayStripeEvent,
  syncCatalogue,
} from "#server/modules/billing/index.ts";
import { type MoneyDesk, openMoneyDesk, type Payer } from "#tests/support/money-desk.ts";

const DAY_MS = 86_400_000;
let desk: MoneyDesk;
let acme: Payer;

beforeAll(async () => {
  desk = await openMoneyDesk();
});
afterAll(() => desk.billing.close());
beforeEach(async () => {
  acme = await desk.payer();
});
afterEach(() => {
  desk.billing.sandbox.sandbox.setFaults({ duplicate: false, reorder: false, drop: 0 });
});

const state = () => getSubscription.call(acme.ctx(), {});
const eventsOf = async (prefix: string) =>
  desk.billing.ports.systemDb.client.stripeEvent.findMany({
    where: { boundTenantId: acme.tenant.id, type: { startsWith: prefix } },
  });
const openDispute = async () => {
  desk.billing.sandbox.sandbox.dispute(acme.charge);
  await desk.billing.settle();
  const { data } = await desk.billing.ports.stripe.client.disputes.list({ charge: acme.charge });
  return data[0]?.id ?? "";
};
const close = async (id: string, outcome: "won" | "lost") => {
  desk.billing.sandbox.sandbox.closeDispute(id, outcome);
  await desk.billing.settle();
};

describe("a dispute, which names a charge only", () => {
  it("finds its tenant, and leaves access alone while it is open and when it is won", async () => {
    const id = await openDispute();
    expect((await eventsOf("charge.dispute")).map(({ type, status }) => [type, status])).toEqual(
      expect.arrayContaining([
        ["charge.dispute.created", "done"],
        ["charge.dispute.funds_withdrawn", "done"],
      ]),
    );
    await close(id, "won");
    expect(await state()).toMatchObject({ basis: "subscription", subscription: { status: "active" } });
  });

  it("that is lost ends the period it had paid for, once, however its events come", async () => {
    desk.billing.sandbox.sandbox.setFaults({ duplicate: true, reorder: true });
    const id = await openDispute();
    await close(id, "lost");
    expect(await state()).toMatchObject({ basis: "default_plan", subscription: { status: "canceled" } });
    await desk.billing.settle();
    expect(await eventsOf("customer.subscription.deleted")).toHaveLength(1);

    // Bought anew, what was lost before is no reason to end it.
    await desk.billing.checkout(acme, "starter");
    await desk.billing.settle();
    const [told] = await eventsOf("charge.dispute.closed");
    const operator = platformCtx(desk.billing.ports, { type: "operator", userId: desk.staff.ownerId });
    await replayStripeEvent.call(operator, { id: told?.id ?? "" });
    await desk.billing.work();
    expect(await state()).toMatchObject({ basis: "subscription", subscription: { status: "active" } });
  });

  it("that is lost over an earlier period leaves the one that is paid", async () => {
    desk.billing.clock.advance(31 * DAY_MS);
    await desk.billing.settle();
    const id = await openDispute();
    await close(id, "lost");
    expect(await state()).toMatchObject({ basis: "subscription", subscription: { status: "active" } });
  });

  it("of nobody's charge is kept by its name only", async () => {
    const { client } = desk.billing.ports.stripe;
    const db = acme.ctx().db;
    await db.billingCustomer.deleteMany();
    const id = await openDispute();
    const rows = await desk.billing.ports.systemDb.client.stripeEvent.findMany({ where: { objectId: id } });
    expect(rows.map(({ status }) => status)).toEqual(["unbound", "unbound"]);
    expect(rows.every(({ payload }) => !JSON.stringify(payload).includes("evidence"))).toBe(true);
    await expect(client.subscriptions.list({ customer: acme.customer })).resolves.toBeDefined();
  });

  it("whose customer is asked for while Stripe is down waits, and is placed when it is replayed", async () => {
    const { disputes } = desk.billing.ports.stripe.client;
    const retrieve = disputes.retrieve;
    disputes.retrieve = () => Promise.reject(new Error("Stripe is down"));
    desk.billing.sandbox.sandbox.dispute(acme.charge);
    await desk.billing.settle().catch(() => {});
    disputes.retrieve = retrieve;
    const failed = await desk.billing.ports.systemDb.client.stripeEvent.findMany({
      where: { type: { startsWith: "charge.dispute" }, status: "failed" },
    });
    expect(failed).toMatchObject([{ boundTenantId: null, lastError: expect.stringContaining("down") }]);
    const operator = platformCtx(desk.billing.ports, { type: "operator", userId: desk.staff.ownerId });
    await replayStripeEvent.call(operator, { id: failed[0]?.id ?? "" });
    await desk.billing.work();
    expect(await eventsOf("charge.dispute")).toContainEqual(
      expect.objectContaining({ id: failed[0]?.id, status: "done" }),
    );
  });
});

describe("whichever event of a payment arrives", () => {
  it.each(["payment_intent.succeeded", "invoice_payment.paid"])("%s alone brings the state", async (type) => {
    const renewals = desk.billing.webhooks.length;
    desk.billing.clock.advance(31 * DAY_MS);
    await desk.billing.sandbox.sandbox.settle();
    const db = desk.billing.ports.systemDb.client;
    const [invoice] = (await acme.invoices()).map(({ id }) => id);
    const arrived = desk.billing.webhooks
      .slice(renewals)
      .filter(({ body }) => JSON.parse(body).type === type)
      .find(({ body }) => body.includes(acme.customer) || body.includes(invoice ?? "none"));
    await db.stripeEvent.deleteMany();
    await db.outboxEvent.deleteMany();
    await db.platformOutboxEvent.deleteMany();
    const before = await state();
    // The others are forgotten; this one comes under another id, for its own is known already.
    const text = JSON.stringify({
      ...JSON.parse(arrived?.body ?? "{}"),
      id: `evt_alone_${type.replaceAll(".", "_")}`,
    });
    await desk.billing.post(text, { "stripe-signature": desk.billing.sign(text) });
    await desk.billing.work();
    const after = await state();
    expect(after.subscription?.currentPeriodEnd).not.toBe(before.subscription?.currentPeriodEnd);
    expect(await eventsOf(type)).toMatchObject([{ status: "done" }]);
  });
});

describe("what is done by hand at Stripe", () => {
  const heard = async (work: () => Promise<unknown>): Promise<string[]> => {
    const topics: string[] = [];
    const stop = desk.billing.ports.live.subscribe(acme.tenant.id, ({ topic }) => topics.push(topic));
    await work();
    await desk.billing.settle();
    stop();
    return topics;
  };

  it("makes open pages ask again: a refund, a card taken away, another address", async () => {
    const { client } = desk.billing.ports.stripe;
    expect(await heard(() => client.refunds.create({ charge: acme.charge, amount: 100 }))).toContain(
      "invoice",
    );
    const { data } = await client.customers.listPaymentMethods(acme.customer);
    expect(await heard(() => client.paymentMethods.detach(data[0]?.id ?? ""))).toContain("paymentMethod");
    expect(await eventsOf("payment_method.detached")).toMatchObject([{ status: "done" }]);
    expect(await heard(() => client.customers.update(acme.customer, { name: "Other" }))).toContain("invoice");
  });
});

describe("the price list at Stripe", () => {
  const catalogue = () => catalogueOf(desk.billing.ports);
  const sold = async () => {
    const { client } = desk.billing.ports.stripe;
    const { prices } = await syncCatalogue(client, catalogue());
    await desk.billing.settle();
    return { client, prices };
  };
  const mended = () =>
    desk.billing.ports.systemDb.client.platformAuditLog.findMany({ where: { verb: "catalogue.mend" } });
  const KEY = "marque_marque_starter_month_usd";

  it("is put back when somebody archives a price, renames a product or takes a price's plan away", async () => {
    const { client, prices } = await sold();
    const id = prices.get(KEY) ?? "";
    const before = (await mended()).length;
    await client.products.update("marque_marque_starter", { name: "Cheap", active: false });
    await desk.billing.settle();
    expect(await client.products.retrieve("marque_marque_starter")).toMatchObject({
      name: "Starter",
      active: true,
    });
    await client.prices.update(id, { metadata: { marque_plan: "" } });
    await desk.billing.settle();
    expect(await client.prices.retrieve(id)).toMatchObject({ metadata: { marque_plan: "starter" } });
    await client.prices.update(id, { active: false });
    await desk.billing.settle();
    const { data } = await client.prices.list({ lookup_keys: [KEY] });
    expect(data).toMatchObject([{ active: true, unit_amount: 2900 }]);
    expect(data[0]?.id).not.toBe(id);
    expect((await mended()).length - before).toBe(3);
    await desk.billing.settle();
    expect((await mended()).length - before).toBe(3);
  });

  it("is not touched for a product of somebody else's", async () => {
    const { client } = await sold();
    const before = (await mended()).length;
    const { id } = await client.products.create({ name: "A mug" });
    await client.products.update(id, { name: "A blue mug" });
    await desk.billing.settle();
    expect(await client.products.retrieve(id)).toMatchObject({ name: "A blue mug" });
    expect((await mended()).length).toBe(before);
  });
});
