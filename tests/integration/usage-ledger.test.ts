import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx, Ports } from "#server/kernel/ctx.ts";
import { tenantCtx } from "#server/modules/audit/index.ts";
import { openCatalogue } from "#server/modules/billing/index.ts";
import { spend, trackUsage } from "#server/modules/usage/index.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";

const DAY_MS = 86_400_000;
let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

type Name = Ports["env"]["CATALOGUE"];

/** A new tenant of an installation that sells from another price list, on the plan given. */
async function at(name: Name, plan: string | null = null): Promise<Ctx> {
  const ports: Ports = { ...harness.ports, env: { ...harness.ports.env, CATALOGUE: name } };
  await openCatalogue(ports);
  const { tenant, ctx } = await harness.mintTenant();
  if (plan) await ctx().db.planGrant.create({ data: { plan, createdAt: ctx().now() } });
  return tenantCtx(ports, tenant, ctx().actor);
}

const track = (ctx: Ctx, meter: string, amount = 1, more: object = {}) =>
  trackUsage.call(ctx, { records: [{ id: ctx.newId(), meter, amount, ...more }] });

/** What the counters say must be what the ledger adds up to. */
async function balance(ctx: Ctx, meter: string) {
  const [records, counts] = await Promise.all([
    ctx.db.usageRecord.findMany({ where: { meter } }),
    ctx.db.usageCount.findMany({ where: { meter } }),
  ]);
  const sum = records.reduce((total, { amount }) => total + Number(amount), 0);
  const of = (window: string) =>
    counts.filter((count) => count.window === window).reduce((total, { used }) => total + Number(used), 0);
  return {
    records: records.length,
    sum,
    hour: of("hour"),
    day: of("day"),
    month: of("month"),
    none: of("none"),
  };
}

describe("the ledger", () => {
  it("takes the same use once, however often and however close together it comes", async () => {
    const ctx = await at("auterity", "starter");
    const same = () => trackUsage.call(ctx, { records: [{ id: "job-1", meter: "ai_requests", amount: 5 }] });
    const answers = await Promise.all(Array.from({ length: 40 }, same));
    const statuses = answers.flatMap(({ results }) => results.map(({ status }) => status));
    expect(statuses.filter((status) => status === "recorded")).toHaveLength(1);
    expect(statuses.filter((status) => status === "duplicate")).toHaveLength(39);
    harness.clock.advance(3 * DAY_MS);
    expect(await same()).toMatchObject({ results: [{ status: "duplicate" }] });
    expect(await balance(ctx, "ai_requests")).toMatchObject({ records: 1, sum: 5, hour: 5, month: 5 });
  });

  it("takes an unlimited meter's same use once, too, also twice in one batch", async () => {
    const ctx = await at("tradingbot-pro", "enterprise");
    const use = { amounts: { api_calls: 3 }, id: "same", source: "test" };
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => spend(ctx, use)));
    expect(outcomes.filter(({ status }) => status === "recorded")).toHaveLength(1);
    expect(await balance(ctx, "api_calls")).toMatchObject({ records: 1, sum: 3, hour: 3, day: 3, month: 3 });
  });

  it("counts each tenant's own, thousands at once over many of them", async () => {
    const tenants = await Promise.all(Array.from({ length: 6 }, () => at("auterity", "starter")));
    const uses = Array.from({ length: 1_200 }, (_, index) => tenants[index % tenants.length]);
    await Promise.all(uses.map((ctx) => ctx && spend(ctx, { amounts: { ai_requests: 1 }, source: "test" })));
    for (const ctx of tenants) {
      expect(await balance(ctx, "ai_requests")).toMatchObject({ records: 200, sum: 200, day: 200 });
    }
  });

  it("can't be rewritten by a tenant's own connection", async () => {
    const ctx = await at("auterity", "starter");
    await spend(ctx, { amounts: { ai_requests: 9 }, source: "test" });
    await expect(ctx.db.usageCount.updateMany({ data: { used: 0 } })).rejects.toThrow(/permission denied/);
    await expect(ctx.db.usageRecord.deleteMany({})).rejects.toThrow(/permission denied/);
  });
});

describe("tracking by a client", () => {
  it("lets exactly one of 200 at once through at limit − 1", async () => {
    const ctx = await at("neozork", "starter");
    await track(ctx, "data_requests", 999);
    const answers = await Promise.allSettled(Array.from({ length: 200 }, () => track(ctx, "data_requests")));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await balance(ctx, "data_requests")).toMatchObject({ sum: 1000, month: 1000 });
  });

  it("holds for several processes together: of 1,200 at once in four of them the 1,000 that are left pass", async () => {
    const ctx = await at("neozork", "starter");
    const processes = Array.from({ length: 4 }, () => tenantCtx({ ...ctx.ports }, ctx.tenant, ctx.actor));
    const uses = processes.flatMap((each) =>
      Array.from({ length: 300 }, () => spend(each, { amounts: { data_requests: 1 }, source: "test" })),
    );
    const outcomes = await Promise.all(uses);
    expect(outcomes.filter(({ status }) => status === "recorded")).toHaveLength(1000);
    expect(await balance(ctx, "data_requests")).toMatchObject({ records: 1000, month: 1000 });
  });

  it("answers each record of a batch, and with the refusal when none was taken", async () => {
    const ctx = await at("neozork", "starter");
    const batch = [600, 600, 400].map((amount, index) => ({
      id: `r-${index}`,
      meter: "data_requests",
      amount,
    }));
    expect(await trackUsage.call(ctx, { records: batch })).toMatchObject({
      results: [
        { id: "r-0", status: "recorded", refusal: null },
        { id: "r-1", status: "refused", refusal: { code: "rate_limited", details: { limit: 1000 } } },
        { id: "r-2", status: "recorded" },
      ],
    });
    await expect(track(ctx, "data_requests")).rejects.toMatchObject({
      code: "rate_limited",
      details: { meter: "data_requests", liftedBy: { key: "professional" } },
    });
  });

  it("keeps levels, which go up and down within the limit", async () => {
    const ctx = await at("neozork", "starter");
    await track(ctx, "data_sources", 3);
    await expect(track(ctx, "data_sources")).rejects.toMatchObject({ code: "payment_required" });
    await track(ctx, "data_sources", -2);
    await track(ctx, "data_sources", 1);
    await expect(track(ctx, "data_sources", -3)).rejects.toMatchObject({
      code: "unprocessable",
      details: { reason: "below_zero" },
    });
    expect(await balance(ctx, "data_sources")).toMatchObject({ none: 2, hour: 2, day: 2 });
  });

  it("is refused for what the product counts itself, for unknown meters, for taking back, and for another day", async () => {
    const ctx = await at("neozork", "starter");
    await expect(track(ctx, "api_calls")).rejects.toMatchObject({
      code: "forbidden",
      details: { reason: "meter_not_trackable" },
    });
    await expect(track(ctx, "coffee")).rejects.toMatchObject({
      code: "invalid_input",
      details: { reason: "no_such_meter", known: expect.arrayContaining(["storage"]) },
    });
    await expect(track(ctx, "data_requests", -1)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(track(ctx, "data_requests", 0)).rejects.toMatchObject({ code: "invalid_input" });
    const at2 = (ms: number) => ({ at: new Date(ctx.now().getTime() + ms).toISOString() });
    await expect(track(ctx, "data_requests", 1, at2(-DAY_MS - 1))).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(track(ctx, "data_requests", 1, at2(300_001))).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect(await balance(ctx, "data_requests")).toMatchObject({ records: 0 });
    await track(ctx, "data_requests", 1, at2(-DAY_MS));
  });

  it("tells of each threshold once a window", async () => {
    const ctx = await at("neozork", "starter");
    for (const amount of [499, 1, 300, 100, 100]) await track(ctx, "data_requests", amount);
    await expect(track(ctx, "data_requests")).rejects.toMatchObject({ code: "rate_limited" });
    const alerts = await ctx.db.usageAlert.findMany({ orderBy: { threshold: "asc" } });
    expect(alerts.map(({ threshold, used }) => [threshold, Number(used)])).toEqual([
      [50, 500],
      [80, 800],
      [90, 900],
      [100, 1000],
    ]);
    const news = await harness.ports.systemDb.client.outboxEvent.findMany({
      where: { tenantId: ctx.tenant.id, type: "usage.thresholdReached" },
    });
    expect(news).toHaveLength(4);
  });
});
