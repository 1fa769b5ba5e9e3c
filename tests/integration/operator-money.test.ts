import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { platformCtx } from "#server/modules/audit/index.ts";
import { getInvoice, getSubscription, listInvoices } from "#server/modules/billing/index.ts";
import { grantOperator } from "#server/modules/operator/index.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { type Ask, restDoor } from "#tests/support/rest.ts";

const DAY_MS = 86_400_000;
/** Starter, by the month. */
const PRICE = 2900;
let billing: BillingHarness;
let staff: MintedTenant;
let acme: MintedTenant;
let ask: Ask;
let token: string;
let keys = 0;

beforeAll(async () => {
  billing = await openBilling();
  staff = await billing.mintTenant("staff");
  ask = restDoor(billing.ports);
  await grantOperator.call(platformCtx(billing.ports, { type: "system", process: "cli" }), {
    email: staff.email,
  });
});
afterAll(() => billing.close());
beforeEach(async () => {
  const body = { email: staff.email, password: staff.password };
  token = (await ask("POST", "/auth/login", { body })).body.accessToken;
  acme = await payer();
});
afterEach(() => {
  billing.sandbox.sandbox.setFaults({ apiFail: 0 });
});

/** A tenant whose trial of Starter is over and paid. */
async function payer(): Promise<MintedTenant> {
  const tenant = await billing.mintTenant();
  await billing.checkout(tenant, "starter");
  await billing.settle();
  billing.clock.advance(15 * DAY_MS);
  await billing.settle();
  const body = { email: staff.email, password: staff.password };
  token = (await ask("POST", "/auth/login", { body })).body.accessToken;
  return tenant;
}

const newKey = () => `request-${++keys}`;
const post = (path: string, body: object = {}, key: string | null = newKey(), tenant = acme) =>
  ask("POST", `/admin/tenants/${tenant.tenant.slug}${path}`, {
    token,
    body,
    headers: key === null ? {} : { "idempotency-key": key },
  });
const get = (path: string) => ask("GET", `/admin/tenants/${acme.tenant.slug}${path}`, { token });
const invoices = async () => (await listInvoices.call(acme.ctx(), {})).invoices;
const paid = async () => {
  const invoice = (await invoices()).find(({ status, paidMinor }) => status === "paid" && paidMinor > 0);
  if (!invoice) throw new Error("Nothing is paid.");
  return invoice;
};
const auditOf = async (verb: string) =>
  billing.ports.systemDb.client.auditLog.findMany({ where: { tenantId: acme.tenant.id, verb } });
const refundsAtStripe = async () => {
  const charge = await chargeOf();
  return (await billing.ports.stripe.client.refunds.list({ charge, limit: 100 })).data;
};
const customer = async () => (await acme.ctx().db.billingCustomer.findFirstOrThrow()).stripeCustomerId;
async function chargeOf(): Promise<string> {
  const { data } = await billing.ports.stripe.client.charges.list({ customer: await customer() });
  return data.find((charge) => charge.paid)?.id ?? "";
}
const reason = "requested_by_customer";

describe("a refund", () => {
  it("gives all back, shows it to the tenant, and is in its log under the operator's name", async () => {
    const { id } = await paid();
    const { status, body } = await post(`/invoices/${id}/refund`, { reason });
    expect([status, body]).toMatchObject([
      200,
      {
        invoice: { id, refundedMinor: PRICE, creditedMinor: 0, dispute: null },
        refunds: [{ amountMinor: PRICE, status: "succeeded" }],
        leftMinor: 0,
        subscription: "keep",
      },
    ]);
    expect(await paid()).toMatchObject({ refundedMinor: PRICE });
    expect(await getInvoice.call(acme.ctx(), { invoiceId: id })).toMatchObject({ refundedMinor: PRICE });
    expect(await auditOf("invoice.refund")).toMatchObject([
      { actor: `operator:${staff.ownerId}`, entityId: id, after: { reason, subscription: "keep" } },
    ]);
    expect(await getSubscription.call(acme.ctx(), {})).toMatchObject({ basis: "subscription" });
  });

  it("happens once for its key: twice in a row, twice at once, and after Stripe has forgotten the key", async () => {
    const { id } = await paid();
    const key = newKey();
    const part = { reason, amountMinor: 1000 };
    const both = await Promise.all([
      post(`/invoices/${id}/refund`, part, key),
      post(`/invoices/${id}/refund`, part, key),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(both[0]?.body.refunds).toEqual(both[1]?.body.refunds);
    expect(await refundsAtStripe()).toHaveLength(1);
    const create = billing.ports.stripe.client.refunds.create;
    billing.ports.stripe.client.refunds.create = () => {
      throw new Error("asked Stripe again");
    };
    const again = await post(`/invoices/${id}/refund`, part, key);
    billing.ports.stripe.client.refunds.create = create;
    expect([again.status, again.body.refunds]).toEqual([200, both[0]?.body.refunds]);
    const other = await post(`/invoices/${id}/refund`, { reason, amountMinor: 900 }, key);
    expect(other).toMatchObject({
      status: 409,
      body: { error: { details: { reason: "idempotency_key_reused" } } },
    });
  });

  it("in parts adds up; more than is left is refused with what is left, also after a refund by hand at Stripe", async () => {
    const { id } = await paid();
    await post(`/invoices/${id}/refund`, { reason, amountMinor: 1000 });
    await billing.ports.stripe.client.refunds.create({ charge: await chargeOf(), amount: 500 });
    const refused = await post(`/invoices/${id}/refund`, { reason, amountMinor: 1401 });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        error: { message: "Only $14 of this invoice is left to give back.", details: { leftMinor: 1400 } },
      },
    });
    const rest = await post(`/invoices/${id}/refund`, { reason });
    expect(rest.body).toMatchObject({ leftMinor: 0, invoice: { refundedMinor: PRICE } });
    expect(await post(`/invoices/${id}/refund`, { reason })).toMatchObject({
      status: 422,
      body: { error: { details: { reason: "more_than_left", leftMinor: 0 } } },
    });
    expect(await refundsAtStripe()).toHaveLength(3);
  });

  it.each([
    ["end_now", { basis: "default_plan", subscription: { status: "canceled" } }],
    ["end_with_period", { basis: "subscription", subscription: { cancelAt: expect.any(String) } }],
  ])("with %s ends the subscription as told, at once", async (subscription, state) => {
    const { id } = await paid();
    expect(await post(`/invoices/${id}/refund`, { reason, subscription })).toMatchObject({ status: 200 });
    expect(await getSubscription.call(acme.ctx(), {})).toMatchObject(state);
  });

  it("says so when the money is back and Stripe is gone before the subscription ends; the same request ends it", async () => {
    const { id } = await paid();
    const { subscriptions } = billing.ports.stripe.client;
    const cancel = subscriptions.cancel;
    subscriptions.cancel = () =>
      Promise.reject(Object.assign(new Error("gone"), { type: "StripeConnectionError" }));
    const key = newKey();
    const body = { reason, subscription: "end_now" };
    expect(await post(`/invoices/${id}/refund`, body, key)).toMatchObject({
      status: 503,
      body: { error: { message: expect.stringContaining("The refund went through") } },
    });
    subscriptions.cancel = cancel;
    expect(await post(`/invoices/${id}/refund`, body, key)).toMatchObject({ status: 200 });
    expect(await refundsAtStripe()).toHaveLength(1);
    expect(await getSubscription.call(acme.ctx(), {})).toMatchObject({
      subscription: { status: "canceled" },
    });
  });

  it("while Stripe is down changes and writes nothing", async () => {
    const { id } = await paid();
    const { refunds } = billing.ports.stripe.client;
    const create = refunds.create;
    refunds.create = () =>
      Promise.reject(Object.assign(new Error("gone"), { type: "StripeConnectionError" }));
    const answer = await post(`/invoices/${id}/refund`, { reason });
    refunds.create = create;
    expect(answer).toMatchObject({
      status: 503,
      body: { error: { details: { reason: "stripe_unavailable" } } },
    });
    expect(await refundsAtStripe()).toEqual([]);
    expect(await auditOf("invoice.refund")).toEqual([]);
  });

  it("needs an operator, a key, a paid invoice of that tenant, and an amount", async () => {
    const { id } = await paid();
    const path = `/invoices/${id}/refund`;
    expect(await post(path, { reason }, null)).toMatchObject({
      status: 400,
      body: {
        error: { details: { fields: { idempotencyKey: expect.stringContaining("Idempotency-Key") } } },
      },
    });
    expect((await post(path, { reason, amountMinor: 0 })).status).toBe(400);
    expect((await post(path, { reason, amountMinor: 10.5 })).status).toBe(400);
    expect((await post(path, { reason, amount: 10 })).status).toBe(400);
    const other = await payer();
    expect((await post(path, { reason }, newKey(), other)).status).toBe(404);
    expect((await post("/invoices/in_unknown/refund", { reason })).status).toBe(404);
    const free = (await invoices()).find(({ totalMinor }) => totalMinor === 0);
    expect(await post(`/invoices/${free?.id}/refund`, { reason })).toMatchObject({
      status: 422,
      body: { error: { details: { reason: "not_paid" } } },
    });
    const body = { email: acme.email, password: acme.password };
    const owner = await ask("POST", "/auth/login", { body, host: `${acme.tenant.slug}.localhost:3000` });
    for (const stranger of [owner.body.accessToken, undefined]) {
      const answer = await ask("POST", `/admin/tenants/${acme.tenant.slug}${path}`, {
        ...(stranger ? { token: stranger } : {}),
        body: { reason },
        headers: { "idempotency-key": newKey() },
      });
      expect([401, 404]).toContain(answer.status);
    }
    expect(await refundsAtStripe()).toEqual([]);
  });
});

describe("a credit note", () => {
  it("is previewed to the cent, then issued to the balance, once", async () => {
    const { id } = await paid();
    const path = `/invoices/${id}/credit-note`;
    const asked = { amountMinor: 700, reason: "product_unsatisfactory", memo: "An outage." };
    const preview = await post(`${path}/preview`, asked, null);
    const { id: none, number: _, pdfUrl: __, ...sums } = preview.body;
    expect([preview.status, none]).toEqual([200, null]);
    const key = newKey();
    const first = await post(path, asked, key);
    expect(first).toMatchObject({ status: 201, body: { ...sums, totalMinor: 700, toBalanceMinor: 700 } });
    expect((await post(path, asked, key)).body).toEqual(first.body);
    expect(await paid()).toMatchObject({ creditedMinor: 700, refundedMinor: 0 });
    const kept = await billing.ports.stripe.client.customers.retrieve(await customer());
    expect(kept).toMatchObject({ balance: -700 });
    expect(await auditOf("invoice.credit")).toHaveLength(2);
  });

  it("to the card is a refund, and is shown as one, not twice", async () => {
    const { id } = await paid();
    const { body } = await post(`/invoices/${id}/credit-note`, { amountMinor: 900, to: "card" });
    expect(body).toMatchObject({ toCardMinor: 900, toBalanceMinor: 0 });
    expect(await paid()).toMatchObject({ refundedMinor: 900, creditedMinor: 0 });
    await post(`/invoices/${id}/refund`, { reason, amountMinor: 100 });
    await post(`/invoices/${id}/credit-note`, { amountMinor: 300, to: "out_of_band" });
    expect(await paid()).toMatchObject({ refundedMinor: 1000, creditedMinor: 300 });
    const refused = await post(`/invoices/${id}/credit-note`, { amountMinor: 1601 });
    expect(refused).toMatchObject({ status: 422, body: { error: { details: { leftMinor: 1600 } } } });
    expect((await post(`/invoices/${id}/credit-note`, { amountMinor: 1600 })).status).toBe(201);
  });

  it("takes parts of lines, and says which line is wrong", async () => {
    const { id } = await paid();
    const { data } = await billing.ports.stripe.client.invoices.listLineItems(id);
    const lineId = data[0]?.id ?? "";
    const path = `/invoices/${id}/credit-note`;
    expect((await post(path, { lines: [{ lineId, amountMinor: 450 }] })).body).toMatchObject({
      totalMinor: 450,
      lines: [{ amountMinor: 450 }],
    });
    const unknown = await post(path, { lines: [{ lineId: "il_other", amountMinor: 1 }] });
    expect(unknown).toMatchObject({
      status: 400,
      body: { error: { details: { fields: { "lines.0.lineId": expect.any(String) } } } },
    });
    expect((await post(path, { lines: [{ lineId, amountMinor: PRICE + 1 }] })).status).toBe(400);
    expect((await post(path, { lines: [{ lineId, amountMinor: 1 }], amountMinor: 1 })).status).toBe(400);
    expect((await post(path, {})).status).toBe(400);
  });
});

describe("a dispute", () => {
  const dispute = async () => {
    billing.sandbox.sandbox.dispute(await chargeOf());
    const { body } = await get("/disputes");
    return body[0];
  };

  it("is listed and flagged, holds its money, and is answered: kept first, sent once", async () => {
    const open = await dispute();
    const { id: invoiceId } = await paid();
    expect(open).toMatchObject({ state: "open", status: "needs_response", amountMinor: PRICE, invoiceId });
    expect(await paid()).toMatchObject({ dispute: "open" });
    expect(await post(`/invoices/${invoiceId}/refund`, { reason })).toMatchObject({
      status: 409,
      body: { error: { details: { reason: "charge_disputed" } } },
    });
    const path = `/disputes/${open.id}/evidence`;
    const evidence = { product_description: "A workspace for trading bots." };
    expect((await post(path, { evidence })).body).toMatchObject({ hasEvidence: true, isSubmitted: false });
    const key = newKey();
    const sent = await post(path, { evidence, isFinal: true }, key);
    expect(sent.body).toMatchObject({ status: "under_review", isSubmitted: true });
    expect((await post(path, { evidence, isFinal: true }, key)).status).toBe(200);
    expect(await post(path, { evidence, isFinal: true })).toMatchObject({
      status: 409,
      body: { error: { details: { reason: "dispute_closed" } } },
    });
    billing.sandbox.sandbox.closeDispute(open.id, "won");
    expect((await get("/disputes")).body).toMatchObject([{ state: "won" }]);
    expect(await paid()).toMatchObject({ dispute: "won" });
    expect(await auditOf("dispute.answer")).toHaveLength(3);
  });

  it("is given up once, and is another tenant's to nobody else", async () => {
    const open = await dispute();
    const other = await payer();
    expect((await post(`/disputes/${open.id}/accept`, {}, newKey(), other)).status).toBe(404);
    for (const _ of [1, 2]) {
      expect((await post(`/disputes/${open.id}/accept`)).body).toMatchObject({ state: "lost" });
    }
    expect(await paid()).toMatchObject({ dispute: "lost" });
  });
});
