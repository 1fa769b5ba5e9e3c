import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "#server/kernel/ctx.ts";
import {
  getUsageSettings,
  listAlerts,
  reconcileOverage,
  reportOverage,
  spend,
  updateUsageSettings,
} from "#server/modules/usage/index.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";
import type { MintedTenant } from "#tests/support/harness.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
let billing: BillingHarness;
beforeAll(async () => {
  billing = await openBilling();
});
afterAll(() => billing.close());

const SETTINGS = { thresholds: [50, 80, 90, 100] as const, isMailed: true };
const switchOn = (ctx: Ctx, spendCapMinor: number | null = null) =>
  updateUsageSettings.call(ctx, {
    ...SETTINGS,
    thresholds: [...SETTINGS.thresholds],
    isOverageOn: true,
    spendCapMinor,
  });
const backtests = (ctx: Ctx, count: number) => spend(ctx, { amounts: { backtests: count }, source: "test" });
const report = () => reportOverage.run(billing.ports, new AbortController().signal);
const reconcile = () => reconcileOverage.run(billing.ports, new AbortController().signal);

/** A tenant that pays for Starter: 100 backtests a day, five cents for each beyond. */
async function payer(): Promise<MintedTenant> {
  const tenant = await billing.mintTenant();
  await billing.checkout(tenant, "starter");
  await billing.settle();
  billing.clock.advance(15 * DAY_MS);
  await billing.settle();
  return tenant;
}

async function stripeSum(ctx: Ctx): Promise<number> {
  const { client } = billing.ports.stripe;
  const { stripeCustomerId } = await ctx.db.billingCustomer.findFirstOrThrow();
  const { data: meters } = await client.billing.meters.list({ limit: 100 });
  const meter = meters.find(({ event_name }) => event_name === "marque_marque_backtests");
  if (!meter) throw new Error("There is no meter for backtests.");
  const now = Math.floor(billing.clock.now().getTime() / 60_000) * 60;
  const window = { customer: stripeCustomerId, start_time: now - 60 * 86_400, end_time: now + 3_600 };
  const { data } = await client.billing.meters.listEventSummaries(meter.id, window);
  return data.reduce((sum, { aggregated_value }) => sum + aggregated_value, 0);
}

const counted = async (ctx: Ctx) => {
  const rows = await ctx.db.usageCount.findMany({ where: { window: "overage" } });
  return rows.reduce((sum, { used }) => sum + Number(used), 0);
};

describe("use beyond the plan", () => {
  it("is refused until it is switched on, which the refusal says", async () => {
    const ctx = (await payer()).ctx();
    await backtests(ctx, 100);
    const { refusal } = await backtests(ctx, 1);
    expect(refusal).toMatchObject({ code: "rate_limited", details: { limit: 100, overage: "off" } });
    expect(refusal?.message).toContain("usage settings");
  });

  it("can't be switched on where there is nothing to charge to", async () => {
    const { ctx } = await billing.mintTenant();
    await expect(switchOn(ctx())).rejects.toMatchObject({
      code: "conflict",
      details: { reason: "no_overage" },
    });
    expect((await getUsageSettings.call(ctx(), {})).isOverageOn).toBe(false);
  });

  it("goes on at a price, is reported to Stripe once, and is on the next invoice", async () => {
    const tenant = await payer();
    const ctx = tenant.ctx();
    await switchOn(ctx);
    await switchOn(ctx);
    expect(await backtests(ctx, 130)).toMatchObject({ status: "recorded" });
    await backtests(ctx, 10);
    expect((await getUsageSettings.call(ctx, {})).overage).toMatchObject({
      currency: "usd",
      spentMinor: 200,
      meters: expect.arrayContaining([
        expect.objectContaining({ meter: "backtests", included: 100, quantity: 40, costMinor: 200 }),
      ]),
    });
    await report();
    await Promise.all([report(), report()]);
    expect(await stripeSum(ctx)).toBe(40);
    await backtests(ctx, 2);
    await report();
    expect(await stripeSum(ctx)).toBe(42);
    expect(await counted(ctx)).toBe(42);

    const { client } = billing.ports.stripe;
    const { id: subscription } = await ctx.db.subscription.findFirstOrThrow();
    expect((await client.subscriptions.retrieve(subscription)).items.data).toHaveLength(3);
    billing.clock.advance(31 * DAY_MS);
    await billing.settle();
    const { data: invoices } = await client.invoices.list({ subscription, limit: 1 });
    const lines = invoices[0]?.lines.data.map(({ amount, quantity }) => [quantity, amount]);
    expect(lines).toContainEqual([42, 210]);
    expect(invoices[0]?.total).toBe(2900 + 210);
    expect(await ctx.db.subscription.findFirstOrThrow()).toMatchObject({
      plan: "starter",
      amountMinor: 2900,
    });
  });

  it("ends at the spend cap, with 200 at once, and goes on when the cap is raised", async () => {
    const ctx = (await payer()).ctx();
    await switchOn(ctx, 50);
    await backtests(ctx, 100);
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => backtests(ctx, 1)));
    expect(outcomes.filter(({ status }) => status === "recorded")).toHaveLength(10);
    const refused = outcomes.find(({ refusal }) => refusal)?.refusal;
    expect(refused).toMatchObject({
      code: "payment_required",
      details: { reason: "spend_cap_reached", capMinor: 50, currency: "usd", meter: "backtests" },
    });
    expect(refused?.message).toContain("$0.50");
    const alerts = await listAlerts.call(ctx, {});
    expect(alerts.filter(({ meter }) => meter === "spend").map(({ threshold }) => threshold)).toEqual([
      100, 90, 80, 50,
    ]);
    await switchOn(ctx, 55);
    expect(await backtests(ctx, 1)).toMatchObject({ status: "recorded" });
    expect(await backtests(ctx, 1)).toMatchObject({ status: "refused" });
  });

  it("survives lost answers: what was sent and not noted is sent again, and counts once", async () => {
    const ctx = (await payer()).ctx();
    await switchOn(ctx);
    await backtests(ctx, 105);
    await report();
    await billing.ports.systemDb.client.usageReport.updateMany({
      where: { tenantId: ctx.tenant.id },
      data: { status: "pending", sentAt: null },
    });
    await report();
    expect(await stripeSum(ctx)).toBe(5);
    expect(await ctx.db.usageReport.findMany()).toMatchObject([{ status: "sent" }]);
  });

  it("repairs what Stripe could not count, told by a thin event", async () => {
    const ctx = (await payer()).ctx();
    await switchOn(ctx);
    await backtests(ctx, 107);
    const { stripeCustomerId } = await ctx.db.billingCustomer.findFirstOrThrow();
    const elsewhere = await billing.ports.systemDb.client.billingCustomer.update({
      where: { tenantId: ctx.tenant.id },
      data: { stripeCustomerId: "cus_unknown" },
    });
    await report();
    expect(await ctx.db.usageReport.findMany()).toMatchObject([{ status: "sent" }]);
    await billing.ports.systemDb.client.billingCustomer.update({
      where: { tenantId: elsewhere.tenantId },
      data: { stripeCustomerId },
    });
    await billing.settle();
    expect(await ctx.db.usageReport.findMany()).toMatchObject([
      { status: "rejected", error: "meter_event_customer_not_found" },
    ]);
    await report();
    expect(await stripeSum(ctx)).toBe(7);
  });

  it("is reconciled with Stripe's summaries: what is missing there is reported anew, once", async () => {
    const ctx = (await payer()).ctx();
    await switchOn(ctx);
    await backtests(ctx, 109);
    await report();
    const { client } = billing.ports.stripe;
    const [sent] = await ctx.db.usageReport.findMany();
    await client.billing.meterEventAdjustments.create({
      event_name: "marque_marque_backtests",
      type: "cancel",
      cancel: { identifier: sent?.id ?? "" },
    });
    expect(await stripeSum(ctx)).toBe(0);
    await reconcile();
    expect(await ctx.db.usageReport.count()).toBe(1);
    billing.clock.advance(3 * HOUR_MS);
    await reconcile();
    await reconcile();
    await report();
    expect(await stripeSum(ctx)).toBe(9);
    await reconcile();
    await report();
    expect(await stripeSum(ctx)).toBe(9);
    expect(await counted(ctx)).toBe(9);
  });

  it("a forged or stale error report changes nothing", async () => {
    const body = JSON.stringify({
      id: "evt_1",
      object: "v2.core.event",
      type: "v1.billing.meter.no_meter_found",
    });
    const now = Math.floor(billing.clock.now().getTime() / 1000);
    for (const signature of [
      billing.sign(body, "whsec_other"),
      billing.sign(body, undefined, now - 301),
      "t=1,v1=00",
    ]) {
      expect((await billing.post(body, { "stripe-signature": signature })).status).toBe(400);
    }
  });
});
