import type Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SandboxRig, seedPrice, startSandbox } from "#tests/support/stripe-sandbox.ts";

const DAY = 86_400_000;
let rig: SandboxRig;
beforeEach(async () => {
  rig = await startSandbox();
});
afterEach(() => rig.sandbox.close());

async function subscribe(method = "pm_card_visa", terms: Partial<Stripe.PriceCreateParams> = {}) {
  const { price } = await seedPrice(rig.stripe, { unit_amount: 10_000, tax_behavior: "exclusive", ...terms });
  const customer = await rig.stripe.customers.create({ address: { country: "DE" } });
  const card = await rig.stripe.paymentMethods.attach(method, { customer: customer.id });
  const subscription = await rig.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    default_payment_method: card.id,
    automatic_tax: { enabled: true },
  });
  const invoice = await rig.stripe.invoices.retrieve(String(subscription.latest_invoice), {
    expand: ["payments.data.payment.payment_intent"],
  });
  return { subscription, invoice, customer: customer.id };
}
const typesOf = async () => (await rig.stripe.events.list({ limit: 100 })).data.map(({ type }) => type);
const balanceOf = async (id: string) => {
  const found = await rig.stripe.customers.retrieve(id);
  return found.deleted ? Number.NaN : found.balance;
};

describe("refunds", () => {
  test("in parts, never more than was paid", async () => {
    const { customer } = await subscribe();
    const [charge] = (await rig.stripe.charges.list({ customer })).data;
    const part = await rig.stripe.refunds.create({ charge: charge?.id ?? "", amount: 1900 });
    expect(part).toMatchObject({ status: "succeeded", amount: 1900 });
    await expect(
      rig.stripe.refunds.create({ charge: charge?.id ?? "", amount: 10_001 }),
    ).rejects.toMatchObject({ param: "amount" });
    await rig.stripe.refunds.create({ payment_intent: String(charge?.payment_intent) });
    expect(await rig.stripe.charges.retrieve(charge?.id ?? "")).toMatchObject({
      refunded: true,
      amount_refunded: 11_900,
    });
    await expect(rig.stripe.refunds.create({ charge: charge?.id ?? "" })).rejects.toMatchObject({
      code: "charge_already_refunded",
    });
    expect((await typesOf()).filter((type) => type === "charge.refunded")).toHaveLength(2);
  });
});

describe("credit notes", () => {
  test("of a paid invoice go to the card and to the balance, and must add up", async () => {
    const { invoice, customer } = await subscribe();
    const [line] = invoice.lines.data;
    const lines = [{ type: "invoice_line_item", invoice_line_item: line?.id ?? "", amount: 5000 }] as const;
    const asked = { invoice: invoice.id, lines: [...lines] };
    await expect(rig.stripe.creditNotes.create(asked)).rejects.toThrow("must equal");
    const split = { ...asked, refund_amount: 4000, credit_amount: 1950 };
    const preview = await rig.stripe.creditNotes.preview(split);
    expect(preview).toMatchObject({ total: 5950, subtotal: 5000, type: "post_payment" });
    expect(await balanceOf(customer)).toBe(0);
    const note = await rig.stripe.creditNotes.create(split);
    expect(note).toMatchObject({ total: 5950, refunds: [{ amount_refunded: 4000 }] });
    expect(await balanceOf(customer)).toBe(-1950);
    expect(await rig.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: "paid",
      post_payment_credit_notes_amount: 5950,
    });
    await expect(
      rig.stripe.creditNotes.create({ invoice: invoice.id, amount: 6000, out_of_band_amount: 6000 }),
    ).rejects.toMatchObject({ param: "amount" });
    const [transaction] = (await rig.stripe.customers.listBalanceTransactions(customer)).data;
    expect(transaction).toMatchObject({ type: "credit_note", credit_note: note.id, ending_balance: -1950 });
  });

  test("of an open invoice lower what is owed, and the whole settles it", async () => {
    const { invoice } = await subscribe("pm_card_chargeCustomerFail");
    expect(invoice).toMatchObject({ status: "open", amount_remaining: 11_900 });
    const first = await rig.stripe.creditNotes.create({ invoice: invoice.id, amount: 1900 });
    expect(await rig.stripe.invoices.retrieve(invoice.id)).toMatchObject({ amount_remaining: 10_000 });
    await rig.stripe.creditNotes.voidCreditNote(first.id);
    expect(await rig.stripe.invoices.retrieve(invoice.id)).toMatchObject({ amount_remaining: 11_900 });
    await rig.stripe.creditNotes.create({ invoice: invoice.id, amount: 11_900 });
    expect(await rig.stripe.invoices.retrieve(invoice.id)).toMatchObject({
      status: "paid",
      amount_remaining: 0,
    });
  });

  test("and invoices are PDF files", async () => {
    const { invoice } = await subscribe();
    const note = await rig.stripe.creditNotes.create({
      invoice: invoice.id,
      amount: 100,
      out_of_band_amount: 100,
    });
    for (const [url, number] of [
      [invoice.invoice_pdf, invoice.number],
      [note.pdf, note.number],
    ]) {
      const answer = await fetch(url ?? "");
      expect(answer.headers.get("content-type")).toBe("application/pdf");
      const file = await answer.text();
      expect(file.startsWith("%PDF-1.4")).toBe(true);
      expect(file).toContain(number);
      const [, offset] = /startxref\n(\d+)\n%%EOF\n$/.exec(file) ?? [];
      expect(file.slice(Number(offset)).startsWith("xref\n")).toBe(true);
    }
  });
});

describe("disputes", () => {
  const disputed = async () => {
    await subscribe("pm_card_createDispute");
    const [dispute] = (await rig.stripe.disputes.list()).data;
    return dispute ?? expect.fail("no dispute");
  };

  test("take the money at once; evidence that wins brings it back", async () => {
    const dispute = await disputed();
    expect(dispute).toMatchObject({ status: "needs_response", amount: 11_900 });
    await expect(rig.stripe.refunds.create({ charge: String(dispute.charge) })).rejects.toMatchObject({
      code: "charge_disputed",
    });
    const won = await rig.stripe.disputes.update(dispute.id, {
      evidence: { uncategorized_text: "winning_evidence" },
    });
    expect(won.status).toBe("won");
    expect(won.balance_transactions.map(({ amount }) => amount)).toEqual([-11_900, 11_900]);
    expect(await typesOf()).toEqual(
      expect.arrayContaining([
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.closed",
        "charge.dispute.funds_reinstated",
      ]),
    );
  });

  test("are lost when accepted, or when nobody answers in time", async () => {
    const { id } = await disputed();
    rig.sandbox.advance(9 * DAY);
    expect((await rig.stripe.disputes.retrieve(id)).status).toBe("lost");
    await expect(rig.stripe.disputes.close(id)).rejects.toThrow("lost");
  });
});
