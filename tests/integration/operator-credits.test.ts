import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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

describe("a credit note", () => {
  it("is previewed to the cent, then issued to the balance, once", async () => {
    const { id } = await acme.paid();
    const path = `/invoices/${id}/credit-note`;
    const asked = { amountMinor: 700, reason: "product_unsatisfactory", memo: "An outage." };
    const preview = await acme.post(`${path}/preview`, asked, null);
    const { id: none, number: _, pdfUrl: __, ...sums } = preview.body;
    expect([preview.status, none]).toEqual([200, null]);
    const key = newKey();
    const first = await acme.post(path, asked, key);
    expect(first).toMatchObject({ status: 201, body: { ...sums, totalMinor: 700, toBalanceMinor: 700 } });
    expect((await acme.post(path, asked, key)).body).toEqual(first.body);
    expect(await acme.paid()).toMatchObject({ creditedMinor: 700, refundedMinor: 0 });
    const kept = await desk.billing.ports.stripe.client.customers.retrieve(acme.customer);
    expect(kept).toMatchObject({ balance: -700 });
    expect(await acme.audit("invoice.credit")).toHaveLength(2);
  });

  it("to the card is a refund, and is shown as one, not twice", async () => {
    const { id } = await acme.paid();
    const { body } = await acme.post(`/invoices/${id}/credit-note`, { amountMinor: 900, to: "card" });
    expect(body).toMatchObject({ toCardMinor: 900, toBalanceMinor: 0 });
    expect(await acme.paid()).toMatchObject({ refundedMinor: 900, creditedMinor: 0 });
    await acme.post(`/invoices/${id}/refund`, { reason, amountMinor: 100 });
    await acme.post(`/invoices/${id}/credit-note`, { amountMinor: 300, to: "out_of_band" });
    expect(await acme.paid()).toMatchObject({ refundedMinor: 1000, creditedMinor: 300 });
    const refused = await acme.post(`/invoices/${id}/credit-note`, { amountMinor: 1601 });
    expect(refused).toMatchObject({ status: 422, body: { error: { details: { leftMinor: 1600 } } } });
    expect((await acme.post(`/invoices/${id}/credit-note`, { amountMinor: 1600 })).status).toBe(201);
  });

  it("takes parts of lines, and says which line is wrong", async () => {
    const { id } = await acme.paid();
    const { data } = await desk.billing.ports.stripe.client.invoices.listLineItems(id);
    const lineId = data[0]?.id ?? "";
    const path = `/invoices/${id}/credit-note`;
    expect((await acme.post(path, { lines: [{ lineId, amountMinor: 450 }] })).body).toMatchObject({
      totalMinor: 450,
      lines: [{ amountMinor: 450 }],
    });
    const unknown = await acme.post(path, { lines: [{ lineId: "il_other", amountMinor: 1 }] });
    expect(unknown).toMatchObject({
      status: 400,
      body: { error: { details: { fields: { "lines.0.lineId": expect.any(String) } } } },
    });
    expect((await acme.post(path, { lines: [{ lineId, amountMinor: PRICE + 1 }] })).status).toBe(400);
    expect((await acme.post(path, { lines: [{ lineId, amountMinor: 1 }], amountMinor: 1 })).status).toBe(400);
    expect((await acme.post(path, {})).status).toBe(400);
  });
});

describe("a dispute", () => {
  const dispute = async () => {
    desk.billing.sandbox.sandbox.dispute(acme.charge);
    const { body } = await acme.get("/disputes");
    return body[0];
  };

  it("is listed and flagged, holds its money, and is answered: kept first, sent once", async () => {
    const open = await dispute();
    const { id: invoiceId } = await acme.paid();
    expect(open).toMatchObject({ state: "open", status: "needs_response", amountMinor: PRICE, invoiceId });
    expect(await acme.paid()).toMatchObject({ dispute: "open" });
    expect(await acme.post(`/invoices/${invoiceId}/refund`, { reason })).toMatchObject({
      status: 409,
      body: { error: { details: { reason: "charge_disputed" } } },
    });
    const path = `/disputes/${open.id}/evidence`;
    const evidence = { product_description: "A workspace for trading bots." };
    expect((await acme.post(path, { evidence })).body).toMatchObject({
      hasEvidence: true,
      isSubmitted: false,
    });
    const key = newKey();
    const sent = await acme.post(path, { evidence, isFinal: true }, key);
    expect(sent.body).toMatchObject({ status: "under_review", isSubmitted: true });
    expect((await acme.post(path, { evidence, isFinal: true }, key)).status).toBe(200);
    expect(await acme.post(path, { evidence, isFinal: true })).toMatchObject({
      status: 409,
      body: { error: { details: { reason: "dispute_closed" } } },
    });
    desk.billing.sandbox.sandbox.closeDispute(open.id, "won");
    expect((await acme.get("/disputes")).body).toMatchObject([{ state: "won" }]);
    expect(await acme.paid()).toMatchObject({ dispute: "won" });
    expect(await acme.audit("dispute.answer")).toHaveLength(3);
  });

  it("is given up once, and is another tenant's to nobody else", async () => {
    const open = await dispute();
    const other = await desk.payer();
    expect((await other.post(`/disputes/${open.id}/accept`)).status).toBe(404);
    for (const _ of [1, 2]) {
      expect((await acme.post(`/disputes/${open.id}/accept`)).body).toMatchObject({ state: "lost" });
    }
    expect(await acme.paid()).toMatchObject({ dispute: "lost" });
  });
});
