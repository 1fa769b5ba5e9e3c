import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "#server/kernel/ctx.ts";
import { changePlan, previewChange, readCatalogue, syncCatalogue } from "#server/modules/billing/index.ts";
import {
  followPlan,
  reconcileOverage,
  reportOverage,
  spend,
  updateUsageSettings,
} from "#server/modules/usage/index.ts";
import { type BillingHarness, openBilling } from "#tests/support/billing.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MONTHLY_STARTER = { plan: "starter", interval: "month" as const };
const YEARLY_STARTER = { plan: "starter", interval: "year" as const };
const MONTHLY_PRO = { plan: "professional", interval: "month" as const };

let billing: BillingHarness;
let ctx: Ctx;
beforeAll(async () => {
  billing = await openBilling({ subscribers: [followPlan] });
});
afterAll(() => billing.close());

const client = () => billing.ports.stripe.client;
const idle = () => new AbortController().signal;
const report = () => reportOverage.run(billing.ports, idle());
const backtests = (count: number) => spend(ctx, { amounts: { backtests: count }, source: "test" });
const subscriptionId = async () => (await ctx.db.subscription.findFirstOrThrow()).id;
const items = async () => (await client().subscriptions.retrieve(await subscriptionId())).items.data;
const newest = async () => {
  const { data } = await client().invoices.list({ subscription: await subscriptionId(), limit: 1 });
  return data[0] ?? expect.fail("no invoice");
};
/** Of the invoice that is to come: what it charges for use. */
const upcomingUse = async () => {
  const invoice = await client().invoices.createPreview({ subscription: await subscriptionId() });
  return invoice.lines.data
    .filter(({ pricing }) => Number(pricing?.unit_amount_decimal ?? 0) < 10)
    .reduce((sum, { amount }) => sum + amount, 0);
};

/** Pays for a plan since `days` days, with overage on. */
async function paying(plan: "professional" | "starter", days: number): Promise<void> {
  const tenant = await billing.mintTenant();
  ctx = tenant.ctx();
  await billing.checkout(tenant, plan);
  await billing.settle();
  billing.clock.advance(15 * DAY_MS);
  await billing.settle();
  await updateUsageSettings.call(ctx, {
    thresholds: [100],
    isMailed: false,
    isOverageOn: true,
    spendCapMinor: null,
  });
  billing.clock.advance(days * DAY_MS);
  await billing.settle();
}

describe("with overage on, another interval", () => {
  beforeEach(() => paying("starter", 9));

  it("is quoted with what was used so far, and charged exactly so", async () => {
    await backtests(140);
    await report();
    billing.clock.advance(HOUR_MS);
    const quote = await previewChange.call(ctx, YEARLY_STARTER);
    expect(quote.timing).toBe("now");
    expect(quote.lines.filter(({ amountMinor }) => amountMinor === 200)).toHaveLength(1);
    expect(quote.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(quote.dueNowMinor);
    await changePlan.call(ctx, { ...YEARLY_STARTER, from: MONTHLY_STARTER, quotedAt: quote.quotedAt });
    const unused = quote.lines.find(({ amountMinor }) => amountMinor < 0)?.amountMinor ?? 0;
    expect(await newest()).toMatchObject({ status: "paid", total: 29_000 + unused + 200 });
    expect((await newest()).total).toBe(quote.dueNowMinor);
  });

  it("leaves every metered price on the subscription at the new interval, and none of the old", async () => {
    await changePlan.call(ctx, { ...YEARLY_STARTER, from: MONTHLY_STARTER });
    const atOnce = await items();
    expect(atOnce.map(({ price }) => price.recurring?.interval)).toEqual(["year", "year", "year"]);
    await billing.settle();
    expect((await items()).map(({ id }) => id)).toEqual(atOnce.map(({ id }) => id));
  });

  it("bills what was used once: before the change with it, after it with the next invoice", async () => {
    await backtests(140);
    await report();
    billing.clock.advance(HOUR_MS);
    await changePlan.call(ctx, { ...YEARLY_STARTER, from: MONTHLY_STARTER });
    await billing.settle();
    expect(await upcomingUse()).toBe(0);
    await backtests(3);
    await report();
    billing.clock.advance(HOUR_MS);
    expect(await upcomingUse()).toBe(15);
  });

  it("loses nothing that was used and not reported yet, and counts it once", async () => {
    await backtests(140);
    billing.clock.advance(HOUR_MS);
    await changePlan.call(ctx, { ...YEARLY_STARTER, from: MONTHLY_STARTER });
    await billing.settle();
    await report();
    await report();
    billing.clock.advance(HOUR_MS);
    expect(await upcomingUse()).toBe(200);
    billing.clock.advance(3 * HOUR_MS);
    await reconcileOverage.run(billing.ports, idle());
    await report();
    expect(await upcomingUse()).toBe(200);
    const counters = await ctx.db.usageCount.findMany({
      where: { window: "overage", meter: "backtests" },
      orderBy: { startsAt: "asc" },
    });
    expect(counters.map(({ used }) => Number(used))).toEqual([0, 40]);
  });
});

describe("with overage on, another plan", () => {
  it("that is more bills what was used at the old price, at once", async () => {
    await paying("starter", 9);
    await backtests(140);
    await report();
    billing.clock.advance(HOUR_MS);
    const quote = await previewChange.call(ctx, MONTHLY_PRO);
    await changePlan.call(ctx, { ...MONTHLY_PRO, from: MONTHLY_STARTER, quotedAt: quote.quotedAt });
    expect((await newest()).total).toBe(quote.dueNowMinor);
    expect((await newest()).lines.data.map(({ amount }) => amount)).toContain(200);
    await billing.settle();
    expect(await upcomingUse()).toBe(0);
    await backtests(370);
    await report();
    billing.clock.advance(HOUR_MS);
    expect(await upcomingUse()).toBe(40);
  });

  it("that comes with the period bills what was used until then, and goes on with its own prices", async () => {
    await paying("professional", 9);
    await backtests(510);
    await report();
    await changePlan.call(ctx, { ...MONTHLY_STARTER, from: MONTHLY_PRO });
    expect((await items()).map(({ price }) => price.metadata.marque_overage ?? "plan")).toHaveLength(3);
    billing.clock.advance(31 * DAY_MS);
    await billing.settle();
    expect(await newest()).toMatchObject({ total: 2900 + 40 });
    const prices = (await items()).map(({ price }) => [
      price.metadata.marque_overage ?? "plan",
      price.product,
    ]);
    expect(prices.map(([what]) => what).toSorted()).toEqual(["api_calls", "backtests", "plan"]);
    expect(new Set(prices.map(([, product]) => product)).size).toBe(1);
    await backtests(102);
    await report();
    billing.clock.advance(HOUR_MS);
    expect(await upcomingUse()).toBe(10);
  });

  it("made at Stripe by hand bills what was used, too", async () => {
    await paying("starter", 9);
    await backtests(140);
    await report();
    billing.clock.advance(HOUR_MS);
    const { prices } = await syncCatalogue(client(), readCatalogue("marque"));
    const [, price = ""] = [...prices].find(([key]) => /professional_month_usd$/.test(key)) ?? [];
    const [planItem] = await items();
    await client().subscriptionItems.update(planItem?.id ?? "", {
      price,
      proration_behavior: "none",
    });
    await billing.settle();
    expect(new Set((await items()).map(({ price }) => price.product)).size).toBe(1);
    expect(await upcomingUse()).toBe(200);
  });

  it("and a shorter interval comes with the period, too", async () => {
    await paying("starter", 0);
    await changePlan.call(ctx, { ...YEARLY_STARTER, from: MONTHLY_STARTER });
    await billing.settle();
    await backtests(104);
    await report();
    await changePlan.call(ctx, { ...MONTHLY_STARTER, from: YEARLY_STARTER });
    billing.clock.advance(366 * DAY_MS);
    await billing.settle();
    const last = (await items()).map(({ price }) => price.recurring?.interval);
    expect(last).toEqual(["month", "month", "month"]);
    const { data } = await client().invoices.list({ subscription: await subscriptionId(), limit: 3 });
    expect(data.map(({ total }) => total)).toContain(2900 + 20);
  });
});
