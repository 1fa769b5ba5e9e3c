import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  cancelSubscription,
  changePlan,
  choosePaymentMethod,
  dropScheduledChange,
  getInvoice,
  getSubscription,
  listInvoices,
  listPaymentMethods,
  previewChange,
  previewNextInvoice,
  redeemCode,
  removePaymentMethod,
  startCheckout,
} from "#server/modules/billing/index.ts";
import { type BillingHarness, checkoutInput, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { card } from "#tests/support/stripe-sandbox.ts";

const DAY_MS = 86_400_000;
const MONTHLY_STARTER = { plan: "starter", interval: "month" as const };
const MONTHLY_PRO = { plan: "professional", interval: "month" as const };

let billing: BillingHarness;
let acme: MintedTenant;

beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
});

const state = () => getSubscription.call(acme.ctx(), {});

/** Both clocks move: ours, and Stripe's with all that falls due. */
async function pass(days: number): Promise<void> {
  billing.sandbox.sandbox.advance(days * DAY_MS);
  billing.clock.advance(0);
  await billing.settle();
}

/** On a plan that is paid for, the trial over. */
async function paying(plan: string): Promise<void> {
  await billing.checkout(acme, plan);
  await billing.settle();
  await pass(15);
  expect(await state()).toMatchObject({ plan: { key: plan }, subscription: { status: "active" } });
}

describe("a plan that is more", () => {
  it("is quoted to the cent, charged exactly so, and holds at once", async () => {
    await paying("starter");
    await pass(9);
    const quote = await previewChange.call(acme.ctx(), MONTHLY_PRO);
    expect(quote).toMatchObject({ timing: "now", currency: "usd", creditMinor: 0 });
    expect(quote.dueNowMinor).toBeGreaterThan(0);
    expect(quote.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(quote.dueNowMinor);

    const { state: after, payUrl } = await changePlan.call(acme.ctx(), {
      ...MONTHLY_PRO,
      from: MONTHLY_STARTER,
      quotedAt: quote.quotedAt,
    });
    expect(payUrl).toBeNull();
    expect(after).toMatchObject({ plan: { key: "professional" } });
    const [newest] = (await listInvoices.call(acme.ctx(), {})).invoices;
    expect(newest).toMatchObject({
      status: "paid",
      totalMinor: quote.dueNowMinor,
      paidMinor: quote.dueNowMinor,
    });
    await billing.settle();
    expect(await state()).toEqual(after);
  });

  it("is charged once for two clicks, and by the second of two tabs not at all", async () => {
    await paying("starter");
    const quote = await previewChange.call(acme.ctx(), MONTHLY_PRO);
    const input = { ...MONTHLY_PRO, from: MONTHLY_STARTER, quotedAt: quote.quotedAt };
    const before = (await listInvoices.call(acme.ctx(), {})).invoices.length;
    const both = await Promise.allSettled([
      changePlan.call(acme.ctx(), input),
      changePlan.call(acme.ctx(), input),
    ]);
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await listInvoices.call(acme.ctx(), {})).invoices).toHaveLength(before + 1);
    await expect(
      changePlan.call(acme.ctx(), { plan: "professional", interval: "year", from: MONTHLY_STARTER }),
    ).rejects.toMatchObject({ code: "conflict", details: { reason: "plan_changed" } });
  });

  it("that cannot be paid leaves the old plan in force and says where to pay", async () => {
    await paying("starter");
    const { client } = billing.ports.stripe;
    const { id } = (await client.customers.list({ limit: 1 })).data[0] ?? { id: "" };
    const refused = await client.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: id });
    await choosePaymentMethod.call(acme.ctx(), { paymentMethodId: refused.id });
    const { state: after, payUrl } = await changePlan.call(acme.ctx(), {
      ...MONTHLY_PRO,
      from: MONTHLY_STARTER,
    });
    expect(payUrl).toMatch(/^http/);
    expect(after).toMatchObject({ plan: { key: "starter" }, subscription: { isChangePending: true } });
  });

  it("costs nothing yet in a trial", async () => {
    await billing.checkout(acme, "starter");
    await billing.settle();
    const quote = await previewChange.call(acme.ctx(), MONTHLY_PRO);
    expect(quote).toMatchObject({ timing: "now", dueNowMinor: 0, lines: [] });
    const { state: after } = await changePlan.call(acme.ctx(), { ...MONTHLY_PRO, from: MONTHLY_STARTER });
    expect(after).toMatchObject({ plan: { key: "professional" }, subscription: { status: "trialing" } });
    expect(quote.nextAt).toBe(after.subscription?.trialEnd);
  });
});

describe("a plan that is less", () => {
  it("comes with the next period, at its own price, and not before", async () => {
    await paying("professional");
    const quote = await previewChange.call(acme.ctx(), MONTHLY_STARTER);
    expect(quote).toMatchObject({ timing: "period_end", dueNowMinor: 0 });
    const { state: after } = await changePlan.call(acme.ctx(), { ...MONTHLY_STARTER, from: MONTHLY_PRO });
    expect(after).toMatchObject({
      plan: { key: "professional" },
      subscription: { scheduled: { plan: { key: "starter" }, interval: "month", at: quote.effectiveAt } },
    });
    expect(await previewNextInvoice.call(acme.ctx(), {})).toMatchObject({ dueMinor: quote.nextAmountMinor });
    await pass(31);
    expect(await state()).toMatchObject({ plan: { key: "starter" }, subscription: { scheduled: null } });
    const [newest] = (await listInvoices.call(acme.ctx(), {})).invoices;
    expect(newest).toMatchObject({ totalMinor: quote.nextAmountMinor, status: "paid" });
  });

  it("can be taken back, and another upwards takes its place", async () => {
    await paying("professional");
    await changePlan.call(acme.ctx(), { ...MONTHLY_STARTER, from: MONTHLY_PRO });
    expect(await dropScheduledChange.call(acme.ctx(), {})).toMatchObject({
      subscription: { scheduled: null },
    });
    await expect(dropScheduledChange.call(acme.ctx(), {})).rejects.toMatchObject({ code: "unprocessable" });
    await changePlan.call(acme.ctx(), { ...MONTHLY_STARTER, from: MONTHLY_PRO });
    const { state: after } = await changePlan.call(acme.ctx(), {
      plan: "professional",
      interval: "year",
      from: MONTHLY_PRO,
    });
    expect(after).toMatchObject({ subscription: { interval: "year", scheduled: null } });
    await pass(31);
    expect(await state()).toMatchObject({ plan: { key: "professional" } });
  });

  it("gives way to a cancellation", async () => {
    await paying("professional");
    await changePlan.call(acme.ctx(), { ...MONTHLY_STARTER, from: MONTHLY_PRO });
    expect(await cancelSubscription.call(acme.ctx(), {})).toMatchObject({
      subscription: { scheduled: null, cancelAt: expect.any(String) },
    });
    await pass(31);
    expect(await state()).toMatchObject({ plan: { key: "free" } });
  });
});

describe("what is refused", () => {
  it("the plan in force, a free one, one agreed in person, one that is not there", async () => {
    await paying("professional");
    await expect(previewChange.call(acme.ctx(), MONTHLY_PRO)).rejects.toMatchObject({ code: "conflict" });
    for (const plan of ["free", "institutional", "nothing"]) {
      await expect(previewChange.call(acme.ctx(), { plan, interval: "month" })).rejects.toMatchObject({
        code: "invalid_input",
      });
    }
  });

  it("changing what does not run or is about to end", async () => {
    await expect(previewChange.call(acme.ctx(), MONTHLY_PRO)).rejects.toMatchObject({
      details: { reason: "no_subscription" },
    });
    await paying("starter");
    await cancelSubscription.call(acme.ctx(), {});
    await expect(
      changePlan.call(acme.ctx(), { ...MONTHLY_PRO, from: MONTHLY_STARTER }),
    ).rejects.toMatchObject({ details: { reason: "subscription_ending" } });
  });
});

describe("invoices and payment methods", () => {
  it("are this workspace's alone", async () => {
    await paying("starter");
    const [mine] = (await listInvoices.call(acme.ctx(), {})).invoices;
    const [method] = await listPaymentMethods.call(acme.ctx(), {});
    const nova = await billing.mintTenant();
    await billing.checkout(nova, "starter");
    await billing.settle();
    await expect(getInvoice.call(nova.ctx(), { invoiceId: mine?.id ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
    for (const verb of [choosePaymentMethod, removePaymentMethod]) {
      await expect(verb.call(nova.ctx(), { paymentMethodId: method?.id ?? "" })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    expect(await getInvoice.call(acme.ctx(), { invoiceId: mine?.id ?? "" })).toMatchObject({ ...mine });
  });

  it("the one in use stays; another can be chosen, and the old one removed", async () => {
    await paying("starter");
    const [used] = await listPaymentMethods.call(acme.ctx(), {});
    expect(used).toMatchObject({ isDefault: true, last4: "4242" });
    const old = { paymentMethodId: used?.id ?? "" };
    await expect(removePaymentMethod.call(acme.ctx(), old)).rejects.toMatchObject({
      details: { reason: "payment_method_in_use" },
    });
    const { client } = billing.ports.stripe;
    const subscription = (await state()).subscription;
    expect(subscription).not.toBeNull();
    const row = await acme.ctx().db.billingCustomer.findFirstOrThrow();
    const added = await client.paymentMethods.attach("pm_card_mastercard", {
      customer: row.stripeCustomerId,
    });
    await choosePaymentMethod.call(acme.ctx(), { paymentMethodId: added.id });
    await removePaymentMethod.call(acme.ctx(), old);
    expect(await listPaymentMethods.call(acme.ctx(), {})).toMatchObject([{ id: added.id, isDefault: true }]);
  });

  it("come in pages", async () => {
    await paying("starter");
    await pass(31);
    await pass(31);
    const all = await listInvoices.call(acme.ctx(), {});
    const first = await listInvoices.call(acme.ctx(), { limit: 2 });
    const second = await listInvoices.call(acme.ctx(), { limit: 2, cursor: first.next ?? "" });
    expect([...first.invoices, ...second.invoices]).toEqual(all.invoices.slice(0, 4));
  });
});

describe("promotion codes and taxes", () => {
  it("a code takes off from the next invoice on; one that is not valid says only that", async () => {
    await paying("starter");
    const { client } = billing.ports.stripe;
    const coupon = await client.coupons.create({ percent_off: 50, duration: "once" });
    await client.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "HALF" });
    const before = await previewNextInvoice.call(acme.ctx(), {});
    await redeemCode.call(acme.ctx(), { code: "half" });
    const half = Math.round((before?.dueMinor ?? 0) / 2);
    expect(await previewNextInvoice.call(acme.ctx(), {})).toMatchObject({
      dueMinor: half,
      discountMinor: half,
    });
    for (const code of ["NOTHING", "no code!"]) {
      await expect(redeemCode.call(acme.ctx(), { code })).rejects.toMatchObject({ code: "invalid_input" });
    }
    await pass(31);
    expect((await listInvoices.call(acme.ctx(), {})).invoices[0]).toMatchObject({ totalMinor: half });
    expect(await previewNextInvoice.call(acme.ctx(), {})).toMatchObject({ discountMinor: 0 });
  });

  it("taxes are worked out by Stripe where the installation says so", async () => {
    const { env } = billing.ports;
    const taxed = { ...acme.ctx(), ports: { ...billing.ports, env: { ...env, STRIPE_TAX: true } } };
    const { url } = await startCheckout.call(taxed, checkoutInput(taxed, "starter"));
    await billing.sandbox.submit(new URL(url).pathname, {
      ...card("4242424242424242"),
      country: "DE",
      line1: "Weg 1",
      city: "Berlin",
      postal_code: "10115",
    });
    await billing.settle();
    const next = await previewNextInvoice.call(acme.ctx(), {});
    expect(next?.taxMinor).toBeGreaterThan(0);
    expect(next?.dueMinor).toBe((next?.lines[0]?.amountMinor ?? 0) + (next?.taxMinor ?? 0));
  });
});
