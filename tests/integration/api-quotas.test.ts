import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Ctx } from "#server/kernel/ctx.ts";
import { tenantCtx } from "#server/modules/audit/index.ts";
import { openCatalogue } from "#server/modules/billing/index.ts";
import { getUsage, pruneUsage, spend } from "#server/modules/usage/index.ts";
import { type Harness, openHarness } from "#tests/support/harness.ts";

const HOUR_MS = 3_600_000;
let harness: Harness;
beforeAll(async () => {
  harness = await openHarness({ env: { CATALOGUE: "luno" } });
});
afterAll(() => harness.close());

const call = async (ctx: Ctx, amount = 1) => {
  const { refusal } = await spend(ctx, { amounts: { api_calls: amount }, source: "test" });
  if (refusal) throw refusal;
};

describe("the calls a plan sells", () => {
  it("are 100 an hour; the next one is told size, reset and the plan that lifts it, and uses nothing up", async () => {
    const ctx = (await harness.mintTenant()).ctx();
    await call(ctx, 100);
    await expect(call(ctx)).rejects.toMatchObject({
      code: "rate_limited",
      details: {
        reason: "limit_reached",
        meter: "api_calls",
        limit: 100,
        window: "hour",
        retryAfterSeconds: 3600,
        liftedBy: { key: "basic" },
      },
    });
    expect(await getUsage.call(ctx, {})).toEqual([
      { meter: "api_calls", window: "hour", used: 100, resetsAt: "2026-01-05T01:00:00.000Z" },
    ]);
  });

  it("let exactly one of 200 at once through at limit − 1", async () => {
    const ctx = (await harness.mintTenant()).ctx();
    await call(ctx, 99);
    const results = await Promise.allSettled(Array.from({ length: 200 }, () => call(ctx)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("are each tenant's own, and start again with the hour", async () => {
    const [mine, theirs] = [(await harness.mintTenant()).ctx(), (await harness.mintTenant()).ctx()];
    await call(mine, 100);
    await expect(call(mine)).rejects.toMatchObject({ code: "rate_limited" });
    await call(theirs, 100);
    harness.clock.advance(HOUR_MS);
    await call(mine);
    expect(await getUsage.call(mine, {})).toMatchObject([{ used: 1 }]);
  });

  it("are forgotten when they are long over, and not before", async () => {
    const ctx = (await harness.mintTenant()).ctx();
    const now = harness.clock.now();
    const DAYS = 24 * HOUR_MS;
    const rows = [
      ["hour", 93 * DAYS],
      ["hour", 91 * DAYS],
      ["day", 733 * DAYS],
      ["day", 731 * DAYS],
      ["month", 3_661 * DAYS],
      ["month", 3_659 * DAYS],
    ] as const;
    await harness.ports.systemDb.client.usageCount.createMany({
      data: rows.map(([window, ageMs]) => ({
        tenantId: ctx.tenant.id,
        meter: "api_calls",
        window,
        startsAt: new Date(now.getTime() - ageMs),
        used: 7,
      })),
    });
    await pruneUsage.run(harness.ports, new AbortController().signal);
    const left = await ctx.db.usageCount.findMany({ orderBy: { window: "asc" } });
    expect(left.map(({ window, startsAt }) => [window, now.getTime() - startsAt.getTime()])).toEqual([
      ["day", 731 * DAYS],
      ["hour", 91 * DAYS],
      ["month", 3_659 * DAYS],
    ]);
  });

  it("grow with an override at once", async () => {
    const ctx = (await harness.mintTenant()).ctx();
    const override = { kind: "limit", key: "api_calls", window: "hour", value: 101, reason: "a promise" };
    await call(ctx, 100);
    await ctx.db.entitlementOverride.create({ data: { ...override, id: ctx.newId(), createdAt: ctx.now() } });
    harness.ports.live.publish(ctx.tenant.id, { topic: "entitlement" });
    await vi.waitFor(() => call(ctx), { timeout: 1_000, interval: 10 });
    await expect(call(ctx)).rejects.toMatchObject({ details: { limit: 101 } });
  });
});

it("a call that is in two windows is refused by the first that is full, and the hour comes before the month", async () => {
  const ports = { ...harness.ports, env: { ...harness.ports.env, CATALOGUE: "neozork" as const } };
  await openCatalogue(ports);
  const { tenant, ctx: own } = await harness.mintTenant();
  const ctx = tenantCtx(ports, tenant, own().actor);
  const calls = (count: number) =>
    spend(ctx, { amounts: { api_calls: count, requests: count }, source: "test" });
  const { spent } = await calls(1000);
  expect(spent).toMatchObject([
    { meter: "requests", limit: 1000, used: 1000, windowSeconds: 3600 },
    { meter: "api_calls", limit: 10_000, used: 1000, windowSeconds: 31 * 86_400 },
  ]);
  const over = await calls(1);
  expect(over.refusal).toMatchObject({ code: "rate_limited", details: { meter: "requests" } });
  expect(over.spent).toMatchObject([{ used: 1000 }, { meter: "api_calls", used: 1000 }]);
});
