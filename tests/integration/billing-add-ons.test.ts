import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  cancelSubscription,
  changePlan,
  listAddOnOffers,
  listAddOns,
  previewAddOn,
  previewNextInvoice,
  readCatalogue,
  setAddOn,
  syncCatalogue,
} from "#server/modules/billing/index.ts";
import { addOnDesk, ON_PRO, ON_STARTER } from "#tests/support/add-ons.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

const DAY_MS = 86_400_000;

let billing: BillingHarness;
let acme: MintedTenant;
let desk: ReturnType<typeof addOnDesk>;

beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());
beforeEach(async () => {
  acme = await billing.mintTenant();
  desk = addOnDesk(billing, acme);
});

describe("more of an add-on", () => {
  it("is quoted to the cent, charged exactly so, and raises the limit at once", async () => {
    await desk.paying("starter");
    await desk.pass(9);
    const before = (await desk.invoices()).length;
    const { quote, state: after, payUrl } = await desk.order("extra-bots", 2);
    expect(payUrl).toBeNull();
    expect(quote).toMatchObject({
      currency: "usd",
      interval: "month",
      unitAmountMinor: 1500,
      creditMinor: 0,
    });
    expect(quote.dueNowMinor).toBeGreaterThan(0);
    expect(quote.dueNowMinor).toBeLessThan(3000);
    expect(quote.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(quote.dueNowMinor);
    const [newest, ...rest] = await desk.invoices();
    expect(rest).toHaveLength(before);
    expect(newest).toMatchObject({
      status: "paid",
      totalMinor: quote.dueNowMinor,
      paidMinor: quote.dueNowMinor,
    });
    expect(after.subscription).toMatchObject({ amountMinor: 2900 + 3000, planAmountMinor: 2900 });
    expect(await desk.owned()).toEqual({ "extra-bots": 2 });
    expect(await desk.limit("bots")).toBe(30);
    expect(await previewNextInvoice.call(acme.ctx(), {})).toMatchObject({ dueMinor: quote.nextAmountMinor });
    await billing.settle();
    expect(await desk.state()).toEqual(after);
    await desk.pass(31);
    expect((await desk.invoices())[0]).toMatchObject({ status: "paid", totalMinor: 5900 });
  });

  it("costs nothing yet in a trial", async () => {
    await billing.checkout(acme, "starter");
    await billing.settle();
    const { quote, state: after } = await desk.order("extra-members", 3);
    expect(quote).toMatchObject({ dueNowMinor: 0, creditMinor: 0, lines: [], nextAmountMinor: 2900 + 1500 });
    expect(quote.nextAt).toBe(after.subscription?.trialEnd);
    expect(await desk.limit("members")).toBe(8);
    await desk.order("extra-members", 0);
    expect(await desk.limit("members")).toBe(5);
    await desk.order("extra-members", 3);
    expect(await desk.limit("members")).toBe(8);
    await desk.pass(15);
    expect((await desk.invoices())[0]).toMatchObject({ status: "paid", totalMinor: 4400 });
  });

  it("is charged once for two clicks, and for the second of two tabs not at all", async () => {
    await desk.paying("starter");
    const quote = await previewAddOn.call(acme.ctx(), { addOn: "extra-bots", quantity: 1 });
    const input = {
      addOn: "extra-bots",
      quantity: 1,
      from: { ...ON_STARTER, quantity: 0 },
      quotedAt: quote.quotedAt,
    };
    const before = (await desk.invoices()).length;
    const both = await Promise.allSettled([
      setAddOn.call(acme.ctx(), input),
      setAddOn.call(acme.ctx(), input),
    ]);
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await setAddOn.call(acme.ctx(), input)).payUrl).toBeNull();
    expect(await desk.invoices()).toHaveLength(before + 1);
    expect(await desk.owned()).toEqual({ "extra-bots": 1 });
    await expect(setAddOn.call(acme.ctx(), { ...input, quantity: 5 })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "add_on_changed" },
    });
    await expect(
      setAddOn.call(acme.ctx(), { ...input, quantity: 5, from: { ...ON_PRO, quantity: 1 } }),
    ).rejects.toMatchObject({ details: { reason: "add_on_changed" } });
    expect(await desk.invoices()).toHaveLength(before + 1);
  });

  it("that cannot be paid leaves all as it was and says where to pay, twice the same place", async () => {
    await desk.paying("starter");
    await desk.giveRefusedCard();
    const input = { addOn: "extra-bots", quantity: 1, from: { ...ON_STARTER, quantity: 0 } };
    const { payUrl, state: after } = await setAddOn.call(acme.ctx(), input);
    expect(payUrl).toMatch(/^http/);
    expect(after.subscription).toMatchObject({ isChangePending: true, amountMinor: 2900 });
    expect(await desk.limit("bots")).toBe(10);
    expect((await setAddOn.call(acme.ctx(), input)).payUrl).toBe(payUrl);
    await expect(setAddOn.call(acme.ctx(), { ...input, quantity: 2 })).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "change_pending" },
    });
  });

  it("takes no price of yesterday, nor one of tomorrow", async () => {
    await desk.paying("starter");
    const quote = await previewAddOn.call(acme.ctx(), { addOn: "extra-bots", quantity: 1 });
    const input = { addOn: "extra-bots", quantity: 1, from: { ...ON_STARTER, quantity: 0 } };
    const later = new Date(Date.parse(quote.quotedAt) + 20 * DAY_MS).toISOString();
    const before = (await desk.invoices()).length;
    for (const call of [
      () => setAddOn.call(acme.ctx(), { ...input, quotedAt: later }),
      () => changePlan.call(acme.ctx(), { ...ON_PRO, from: ON_STARTER, quotedAt: later }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "conflict", details: { reason: "quote_lapsed" } });
    }
    await desk.pass(1);
    await expect(setAddOn.call(acme.ctx(), { ...input, quotedAt: quote.quotedAt })).rejects.toMatchObject({
      details: { reason: "quote_lapsed" },
    });
    expect(await desk.invoices()).toHaveLength(before);
  });

  it("keeps the price it was bought at when the list gets dearer, and so does more of it", async () => {
    await desk.paying("starter");
    await desk.order("extra-bots", 1);
    const { client } = billing.ports.stripe;
    await syncCatalogue(client, readCatalogue("marque"));
    const dearer = structuredClone(readCatalogue("marque"));
    const bots = dearer.addOns.slice(0, 1);
    const prices = bots.flatMap((each) => each.prices);
    for (const price of prices) price.amountMinor *= 2;
    expect((await syncCatalogue(client, dearer)).created).toHaveLength(prices.length);
    expect((await syncCatalogue(client, dearer)).created).toEqual([]);
    expect(await previewAddOn.call(acme.ctx(), { addOn: "extra-bots", quantity: 2 })).toMatchObject({
      unitAmountMinor: 1500,
    });
    await syncCatalogue(client, readCatalogue("marque"));
  });
});

describe("less of an add-on", () => {
  it("is credited for the rest of the period, and the credit pays what comes", async () => {
    await desk.paying("starter");
    await desk.order("extra-bots", 2);
    await desk.pass(20);
    const { quote, payUrl } = await desk.order("extra-bots", 1);
    expect(payUrl).toBeNull();
    expect(quote.dueNowMinor).toBe(0);
    expect(quote.creditMinor).toBeGreaterThan(0);
    expect(quote.creditMinor).toBeLessThan(1500);
    expect((await desk.invoices())[0]).toMatchObject({ totalMinor: -quote.creditMinor });
    expect(await desk.limit("bots")).toBe(20);
    const { quote: none } = await desk.order("extra-bots", 0);
    expect(await desk.limit("bots")).toBe(10);
    expect(await desk.owned()).toEqual({});
    const next = await previewNextInvoice.call(acme.ctx(), {});
    expect(next?.dueMinor).toBe(2900 - quote.creditMinor - none.creditMinor);
    expect(next?.balanceMinor).toBe(-(quote.creditMinor + none.creditMinor));
  });

  it("takes a feature away with it", async () => {
    await desk.paying("professional");
    await desk.order("single-sign-on", 1, ON_PRO);
    expect(await desk.has("sso")).toBe(true);
    await desk.order("single-sign-on", 0, ON_PRO);
    expect(await desk.has("sso")).toBe(false);
  });
});

describe("what is refused", () => {
  it("without a subscription, or with one that is about to end", async () => {
    await expect(desk.order("extra-bots", 1)).rejects.toMatchObject({
      code: "unprocessable",
      details: { reason: "no_subscription" },
    });
    expect(await listAddOns.call(acme.ctx(), {})).toMatchObject({
      obstacle: { reason: "no_subscription" },
      basis: null,
    });
    await desk.paying("starter");
    await cancelSubscription.call(acme.ctx(), {});
    await expect(desk.order("extra-bots", 1)).rejects.toMatchObject({
      details: { reason: "subscription_ending" },
    });
  });

  it("what is not there, too many, none at all, what the plan may not take, and the quantity in force", async () => {
    await desk.paying("starter");
    const ask = (addOn: string, quantity: unknown) => previewAddOn.call(acme.ctx(), { addOn, quantity });
    await expect(ask("teleport", 1)).rejects.toMatchObject({ details: { reason: "no_such_add_on" } });
    await expect(ask("extra-bots", 21)).rejects.toMatchObject({
      details: { reason: "beyond_max_quantity", fields: { quantity: "At most 20 can be had." } },
    });
    await expect(ask("single-sign-on", 1)).rejects.toMatchObject({
      message: "Single sign-on is sold with: Professional.",
      details: { reason: "plan_without_add_on" },
    });
    await expect(ask("extra-bots", 0)).rejects.toMatchObject({ details: { reason: "same_quantity" } });
    for (const quantity of [-1, 1.5, "", "many", null]) {
      await expect(ask("extra-bots", quantity)).rejects.toMatchObject({ code: "invalid_input" });
    }
    await expect(
      setAddOn.call(acme.ctx(), {
        addOn: "extra-bots",
        quantity: null,
        from: { ...ON_STARTER, quantity: 0 },
      }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    expect(await desk.owned()).toEqual({});
  });

  it("anything while Stripe does not answer; nothing is lost, and it goes through after", async () => {
    await desk.paying("starter");
    const ctx = acme.ctx();
    const client = new Stripe("sk_test_1", {
      host: "127.0.0.1",
      port: 1,
      protocol: "http",
      maxNetworkRetries: 0,
    });
    const cutOff = { ...ctx, ports: { ...ctx.ports, stripe: { ...ctx.ports.stripe, client } } };
    const input = { addOn: "extra-bots", quantity: 1, from: { ...ON_STARTER, quantity: 0 } };
    for (const ask of [
      () => previewAddOn.call(cutOff, { addOn: "extra-bots", quantity: 1 }),
      () => setAddOn.call(cutOff, input),
    ]) {
      await expect(ask()).rejects.toMatchObject({
        code: "unavailable",
        details: { reason: "stripe_unavailable" },
      });
    }
    expect(await desk.owned()).toEqual({});
    await setAddOn.call(acme.ctx(), input);
    expect(await desk.owned()).toEqual({ "extra-bots": 1 });
  });
});

it("the list tells anyone what there is, and a workspace what it has of it", async () => {
  const offers = await listAddOnOffers.call(billing.visitor(), {});
  expect(offers[0]).toMatchObject({
    key: "extra-bots",
    plans: [{ key: "starter" }, { key: "professional" }, { key: "enterprise" }, { key: "white-label" }],
    limits: [{ key: "bots", label: "Bots", window: "none", value: 10 }],
  });
  await desk.paying("starter");
  await desk.order("extra-bots", 1);
  const { obstacle, basis, addOns } = await listAddOns.call(acme.ctx(), {});
  expect(obstacle).toBeNull();
  expect(basis).toEqual({ ...ON_STARTER, currency: "usd" });
  expect(
    addOns.map(({ key, quantity, unitAmountMinor, isForPlan }) => [
      key,
      quantity,
      unitAmountMinor,
      isForPlan,
    ]),
  ).toEqual([
    ["extra-bots", 1, 1500, true],
    ["extra-backtests", 0, 900, true],
    ["extra-members", 0, 500, true],
    ["single-sign-on", 0, 4900, false],
  ]);
});
