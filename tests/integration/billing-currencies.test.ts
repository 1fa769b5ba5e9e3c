import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  catalogueOf,
  changePlan,
  getSubscription,
  listInvoices,
  openPortal,
  previewChange,
  startCheckout,
} from "#server/modules/billing/index.ts";
import { getUsageSettings, updateUsageSettings } from "#server/modules/usage/index.ts";
import { type BillingHarness, checkoutInput, openBilling } from "#tests/support/billing.ts";
import { planOf, publish } from "#tests/support/catalogue.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { card } from "#tests/support/stripe-sandbox.ts";

const DAY_MS = 86_400_000;
let billing: BillingHarness;
beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());

const state = ({ ctx }: MintedTenant) => getSubscription.call(ctx(), {});
const start = ({ ctx }: MintedTenant, plan: string, over: object = {}) =>
  startCheckout.call(ctx(), { ...checkoutInput(ctx(), plan), ...over });

async function subscribed(plan: string, currency: string): Promise<MintedTenant> {
  const tenant = await billing.mintTenant();
  expect(await state(tenant)).toMatchObject({ currency: null });
  const { url } = await start(tenant, plan, { currency });
  await billing.sandbox.submit(new URL(url).pathname, card("4242424242424242"));
  await billing.settle();
  return tenant;
}

async function pass(days: number): Promise<void> {
  billing.sandbox.sandbox.advance(days * DAY_MS);
  billing.clock.advance(0);
  await billing.settle();
}

describe("a subscription in another currency", () => {
  it("is sold at its own price, invoiced in it, and changes plan within it", async () => {
    const acme = await subscribed("starter", "gbp");
    expect(await state(acme)).toMatchObject({
      currency: "gbp",
      subscription: { currency: "gbp", amountMinor: 2400 },
    });
    await pass(15);
    const toPro = { plan: "professional", interval: "month" as const };
    const quote = await previewChange.call(acme.ctx(), { ...toPro, currency: "gbp" });
    expect(quote).toMatchObject({ currency: "gbp", nextAmountMinor: 7900 });
    const from = { plan: "starter", interval: "month" as const };
    const { state: after } = await changePlan.call(acme.ctx(), { ...toPro, from, quotedAt: quote.quotedAt });
    expect(after).toMatchObject({ currency: "gbp", subscription: { amountMinor: 7900, currency: "gbp" } });
    const { invoices } = await listInvoices.call(acme.ctx(), {});
    expect(new Set(invoices.map(({ currency }) => currency))).toEqual(new Set(["gbp"]));
    expect(invoices[0]).toMatchObject({ totalMinor: quote.dueNowMinor, status: "paid" });
    await expect(
      openPortal.call(acme.ctx(), { returnUrl: checkoutInput(acme.ctx(), "").returnUrl }),
    ).resolves.toBeDefined();
  });

  it("is not mixed with another: checkout and change of plan say which it is", async () => {
    const acme = await subscribed("starter", "eur");
    const refusal = {
      code: "conflict",
      message: expect.stringContaining("pays in EUR"),
      details: { reason: "currency_mismatch", currency: "eur" },
    };
    const change = { plan: "professional", interval: "month", currency: "usd" };
    const from = { plan: "starter", interval: "month" };
    await expect(previewChange.call(acme.ctx(), change)).rejects.toMatchObject(refusal);
    await expect(changePlan.call(acme.ctx(), { ...change, from })).rejects.toMatchObject(refusal);
    await expect(start(acme, "professional", { currency: "usd" })).rejects.toMatchObject(refusal);
    await expect(start(acme, "professional", { currency: "eur" })).rejects.toMatchObject({
      details: { reason: "already_subscribed" },
    });
    expect(await state(acme)).toMatchObject({ plan: { key: "starter" }, currency: "eur" });
  });

  it("may be another after the first is over", async () => {
    const acme = await subscribed("starter", "eur");
    const [row] = await acme.ctx().db.subscription.findMany();
    await billing.ports.stripe.client.subscriptions.cancel(row?.id ?? "");
    await billing.settle();
    expect(await state(acme)).toMatchObject({ currency: null, canStartCheckout: true });
    await expect(start(acme, "starter", { currency: "gbp" })).resolves.toBeDefined();
  });
});

describe("what a plan is not sold in", () => {
  it("is said with the currencies that it is sold in, or the interval that it is not", async () => {
    const acme = await billing.mintTenant();
    await expect(start(acme, "starter", { currency: "jpy" })).rejects.toMatchObject({
      code: "invalid_input",
      message: "Starter is not sold in JPY, but in: USD, EUR, GBP.",
      details: {
        reason: "no_such_price",
        known: ["usd", "eur", "gbp"],
        fields: { currency: expect.any(String) },
      },
    });
    await expect(start(acme, "starter", { currency: "EUR" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await publish(billing.ports, (next) => {
      const plan = planOf(next, "enterprise");
      plan.prices = plan.prices.filter(
        ({ currency, interval }) => currency === "usd" && interval === "month",
      );
    });
    await vi.waitFor(() => expect(planOf(catalogueOf(billing.ports), "enterprise").prices).toHaveLength(1));
    const other = await subscribed("starter", "eur");
    await expect(
      previewChange.call(other.ctx(), { plan: "enterprise", interval: "month" }),
    ).rejects.toMatchObject({ message: "Enterprise is not sold in EUR, but in: USD." });
    await expect(start(acme, "enterprise", { interval: "year" })).rejects.toMatchObject({
      details: { reason: "no_such_price", fields: { interval: expect.any(String) } },
    });
  });
});

it("yen have no decimals: a plan, its invoice and a spend cap in whole yen", async () => {
  await publish(billing.ports, (next) => {
    const plan = planOf(next, "starter");
    plan.prices.push({ interval: "month", currency: "jpy", amountMinor: 4500 });
    for (const { prices } of plan.overage) {
      prices.push({ currency: "jpy", tiers: [{ upTo: null, unitAmount: "7.5" }] });
    }
    for (const { plans, prices } of next.addOns) {
      if (plans.includes(plan.key)) prices.push({ interval: "month", currency: "jpy", amountMinor: 2300 });
    }
  });
  await vi.waitFor(() =>
    expect(planOf(catalogueOf(billing.ports), "starter").prices.at(-1)?.currency).toBe("jpy"),
  );
  const acme = await subscribed("starter", "jpy");
  await pass(15);
  const [invoice] = (await listInvoices.call(acme.ctx(), {})).invoices;
  expect(invoice).toMatchObject({ currency: "jpy", paidMinor: 4500 });
  await updateUsageSettings.call(acme.ctx(), {
    thresholds: [],
    isMailed: false,
    isOverageOn: true,
    spendCapMinor: 1000,
  });
  const { overage, spendCapMinor } = await getUsageSettings.call(acme.ctx(), {});
  expect([overage?.currency, spendCapMinor]).toEqual(["jpy", 1000]);
});
