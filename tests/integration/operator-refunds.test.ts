import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getInvoice, getSubscription } from "#server/modules/billing/index.ts";
import { type MoneyDesk, newKey, openMoneyDesk, type Payer, PRICE } from "#tests/support/money-desk.ts";

let desk: MoneyDesk;
let acme: Payer;

beforeAll(async () => {
  desk = await openMoneyDesk();
});
afterAll(() => desk.billing.close());
beforeEach(async () => {
  acme = await desk.payer();
});

const reason = "requested_by_customer";

describe("a refund", () => {
  it("gives all back, shows it to the tenant, and is in its log under the operator's name", async () => {
    const { id } = await acme.paid();
    const { status, body } = await acme.post(`/invoices/${id}/refund`, { reason });
    expect([status, body]).toMatchObject([
      200,
      {
        invoice: { id, refundedMinor: PRICE, creditedMinor: 0, dispute: null },
        refunds: [{ amountMinor: PRICE, status: "succeeded" }],
        leftMinor: 0,
        subscription: "keep",
      },
    ]);
    expect(await acme.paid()).toMatchObject({ refundedMinor: PRICE });
    expect(await getInvoice.call(acme.ctx(), { invoiceId: id })).toMatchObject({ refundedMinor: PRICE });
    expect(await acme.audit("invoice.refund")).toMatchObject([
      { actor: `operator:${desk.staff.ownerId}`, entityId: id, after: { reason, subscription: "keep" } },
    ]);
    expect(await getSubscription.call(acme.ctx(), {})).toMatchObject({ basis: "subscription" });
  });

  it("happens once for its key: twice in a row, twice at once, and after Stripe has forgotten the key", async () => {
    const { id } = await acme.paid();
    const key = newKey();
    const part = { reason, amountMinor: 1000 };
    const both = await Promise.all([
      acme.post(`/invoices/${id}/refund`, part, key),
      acme.post(`/invoices/${id}/refund`, part, key),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both[0]?.body.refunds).toEqual(both[1]?.body.refunds);
    expect(await acme.refunds()).toHaveLength(1);
    const create = desk.billing.ports.stripe.client.refunds.create;
    desk.billing.ports.stripe.client.refunds.create = () => {
      throw new Error("asked Stripe again");
    };
    const again = await acme.post(`/invoices/${id}/refund`, part, key);
    desk.billing.ports.stripe.client.refunds.create = create;
    expect([again.status, again.body.refunds]).toEqual([200, both[0]?.body.refunds]);
    const other = await acme.post(`/invoices/${id}/refund`, { reason, amountMinor: 900 }, key);
    expect(other).toMatchObject({
      status: 409,
      body: { error: { details: { reason: "idempotency_key_reused" } } },
    });
  });

  it("in parts adds up; more than is left is refused with what is left, also after a refund by hand at Stripe", async () => {
    const { id } = await acme.paid();
    await acme.post(`/invoices/${id}/refund`, { reason, amountMinor: 1000 });
    await desk.billing.ports.stripe.client.refunds.create({ charge: acme.charge, amount: 500 });
    const refused = await acme.post(`/invoices/${id}/refund`, { reason, amountMinor: 1401 });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        error: { message: "Only $14 of this invoice is left to give back.", details: { leftMinor: 1400 } },
      },
    });
    const rest = await acme.post(`/invoices/${id}/refund`, { reason });
    expect(rest.body).toMatchObject({ leftMinor: 0, invoice: { refundedMinor: PRICE } });
    expect(await acme.post(`/invoices/${id}/refund`, { reason })).toMatchObject({
      status: 422,
      body: { error: { details: { reason: "more_than_left", leftMinor: 0 } } },
    });
    expect(await acme.refunds()).toHaveLength(3);
  });

  it.each([
    ["end_now", { basis: "default_plan", subscription: { status: "canceled" } }],
    ["end_with_period", { basis: "subscription", subscription: { cancelAt: expect.any(String) } }],
  ])("with %s ends the subscription as told, at once", async (subscription, state) => {
    const { id } = await acme.paid();
    expect(await acme.post(`/invoices/${id}/refund`, { reason, subscription })).toMatchObject({
      status: 200,
    });
    expect(await getSubscription.call(acme.ctx(), {})).toMatchObject(state);
  });

  it("says so when the money is back and Stripe is gone before the subscription ends; the same request ends it", async () => {
    const { id } = await acme.paid();
    const { subscriptions } = desk.billing.ports.stripe.client;
    const cancel = subscriptions.cancel;
    subscriptions.cancel = () =>
      Promise.reject(Object.assign(new Error("gone"), { type: "StripeConnectionError" }));
    const key = newKey();
    const body = { reason, subscription: "end_now" };
    expect(await acme.post(`/invoices/${id}/refund`, body, key)).toMatchObject({
      status: 503,
      body: { error: { message: expect.stringContaining("The refund went through") } },
    });
    subscriptions.cancel = cancel;
    expect(await acme.post(`/invoices/${id}/refund`, body, key)).toMatchObject({ status: 200 });
    expect(await acme.refunds()).toHaveLength(1);
    expect(await getSubscription.call(acme.ctx(), {})).toMatchObject({
      subscription: { status: "canceled" },
    });
  });

  it("while Stripe is down changes and writes nothing", async () => {
    const { id } = await acme.paid();
    const { refunds } = desk.billing.ports.stripe.client;
    const create = refunds.create;
    refunds.create = () =>
      Promise.reject(Object.assign(new Error("gone"), { type: "StripeConnectionError" }));
    const answer = await acme.post(`/invoices/${id}/refund`, { reason });
    refunds.create = create;
    expect(answer).toMatchObject({
      status: 503,
      body: { error: { details: { reason: "stripe_unavailable" } } },
    });
    expect(await acme.refunds()).toEqual([]);
    expect(await acme.audit("invoice.refund")).toEqual([]);
  });

  it("needs an operator, a key, a paid invoice of that tenant, and an amount", async () => {
    const { id } = await acme.paid();
    const path = `/invoices/${id}/refund`;
    expect(await acme.post(path, { reason }, null)).toMatchObject({
      status: 400,
      body: {
        error: { details: { fields: { idempotencyKey: expect.stringContaining("Idempotency-Key") } } },
      },
    });
    expect((await acme.post(path, { reason, amountMinor: 0 })).status).toBe(400);
    expect((await acme.post(path, { reason, amountMinor: 10.5 })).status).toBe(400);
    expect((await acme.post(path, { reason, amount: 10 })).status).toBe(400);
    const other = await desk.payer();
    expect((await other.post(path, { reason })).status).toBe(404);
    expect((await acme.post("/invoices/in_unknown/refund", { reason })).status).toBe(404);
    const free = (await acme.invoices()).find(({ totalMinor }) => totalMinor === 0);
    expect(await acme.post(`/invoices/${free?.id}/refund`, { reason })).toMatchObject({
      status: 422,
      body: { error: { details: { reason: "not_paid" } } },
    });
    const body = { email: acme.email, password: acme.password };
    const owner = await desk.ask("POST", "/auth/login", { body, host: `${acme.tenant.slug}.localhost:3000` });
    for (const stranger of [owner.body.accessToken, undefined]) {
      const answer = await desk.ask("POST", `/admin/tenants/${acme.tenant.slug}${path}`, {
        ...(stranger ? { token: stranger } : {}),
        body: { reason },
        headers: { "idempotency-key": newKey() },
      });
      expect([401, 404]).toContain(answer.status);
    }
    expect(await acme.refunds()).toEqual([]);
  });
});
