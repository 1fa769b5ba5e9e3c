import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TenantEvent } from "#server/kernel/background.ts";
import { createKey } from "#server/modules/api-keys/index.ts";
import { tenantOutbox } from "#server/modules/audit/index.ts";
import { listLimits, sampleLevels } from "#server/modules/limits/index.ts";
import { tellOfUsage } from "#server/modules/notifications/index.ts";
import { getHistory, getOutlook, spend, updateUsageSettings } from "#server/modules/usage/index.ts";
import { drainOutbox } from "#server/worker/relay-outbox.ts";
import { grantApiAccess } from "#tests/support/api-access.ts";
import type { Harness } from "#tests/support/harness.ts";
import { mailsTo, openMailed } from "#tests/support/mail.ts";
import { type Ask, restDoor } from "#tests/support/rest.ts";

const DAY_MS = 86_400_000;
let harness: Harness;
let ask: Ask;
beforeAll(async () => {
  harness = await openMailed();
  ask = restDoor(harness.ports);
});
afterAll(() => harness.close());

async function caller() {
  const minted = await harness.mintTenant();
  await grantApiAccess(minted);
  const { secret } = await createKey.call(minted.ctx(), {
    name: "usage",
    scopes: ["billing:read", "usage:write"],
  });
  return { ...minted, token: secret };
}

describe("the API", () => {
  it("counts its own calls before it answers, reads and changes alike, and at both addresses", async () => {
    const { token, tenant } = await caller();
    const { status } = await ask("GET", "/usage/limits", { token });
    expect(status).toBe(200);
    await ask("POST", "/usage/track", {
      token,
      body: { records: [{ id: "a", meter: "strategies", amount: 2 }] },
    });
    const { body } = await ask("GET", `/tenants/${tenant.slug}/billing/limits/api_calls`, { token });
    expect(body[0]).toMatchObject({ meter: "api_calls", window: "month", limit: 1000 });
    const history = await ask("GET", "/usage/history?meter=api_calls&bucket=hour", { token });
    expect(history.body.points.at(-1).used).toBeGreaterThanOrEqual(3);
    const limits = (await ask("GET", "/usage/limits", { token })).body;
    expect(limits).toContainEqual(
      expect.objectContaining({
        meter: "strategies",
        used: 2,
        limit: 5,
        remaining: 3,
        liftedBy: { key: "starter", name: "Starter" },
      }),
    );
    expect(limits).toContainEqual(expect.objectContaining({ meter: "members", used: 1, limit: 2 }));
    expect(limits.find(({ meter }: { meter: string }) => meter === "api_calls").used).toBe(4);
  });

  it("gives the history as CSV to whoever accepts that", async () => {
    const { token } = await caller();
    await ask("GET", "/usage", { token });
    const csv = await ask("GET", "/usage/history?meter=api_calls", {
      token,
      headers: { accept: "text/csv" },
    });
    expect(csv.headers.get("content-type")).toContain("text/csv");
    expect(csv.body.split("\n")[0]).toBe("at,meter,used");
    expect(csv.body.trim().split("\n").at(-1)).toMatch(/^\d{4}-\d\d-\d\dT00:00:00\.000Z,api_calls,\d+$/);
  });

  it("says what is wrong: unknown meters, times the wrong way round, too many buckets", async () => {
    const { token } = await caller();
    expect((await ask("GET", "/billing/limits/coffee", { token })).status).toBe(404);
    const bad = [
      "meter=coffee",
      "meter=api_calls&bucket=week",
      "meter=api_calls&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
      "meter=api_calls&bucket=hour&from=2020-01-01T00:00:00Z",
    ];
    for (const query of bad)
      expect((await ask("GET", `/usage/history?${query}`, { token })).status).toBe(400);
  });

  it("answers a refused reading with the refusal, whatever the reading found", async () => {
    const { token, ctx } = await caller();
    await spend(ctx(), { amounts: { api_calls: 1000 }, source: "test" });
    const { status, body, headers } = await ask("GET", "/billing/limits/coffee", { token });
    expect(status).toBe(429);
    expect(body.error.details).toMatchObject({ reason: "limit_reached", meter: "api_calls", limit: 1000 });
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("history", () => {
  it("has a point for every bucket, and levels stay what they were", async () => {
    const ctx = (await harness.mintTenant()).ctx();
    await spend(ctx, { amounts: { backtests: 3 }, source: "test" });
    await sampleLevels.run(harness.ports, new AbortController().signal);
    harness.clock.advance(2 * DAY_MS);
    await spend(ctx, { amounts: { backtests: 4 }, source: "test" });
    const used = await getHistory.call(ctx, { meter: "backtests" });
    expect(used.points.slice(-3).map((point) => point.used)).toEqual([3, 0, 4]);
    const members = await getHistory.call(ctx, { meter: "members" });
    expect(members.isLevel).toBe(true);
    expect(members.points.slice(-4).map((point) => point.used)).toEqual([0, 1, 1, 1]);
    expect((await listLimits.call(ctx, {})).find(({ meter }) => meter === "members")).toMatchObject({
      used: 1,
    });
  });

  it("has an outlook once there is something to learn from", async () => {
    const ctx = (await harness.mintTenant()).ctx();
    expect(await getOutlook.call(ctx, { meter: "backtests" })).toMatchObject({ forecast: null });
    for (let day = 0; day < 5; day++) {
      await spend(ctx, { amounts: { backtests: 10 }, source: "test" });
      harness.clock.advance(DAY_MS);
    }
    const { forecast } = await getOutlook.call(ctx, { meter: "backtests" });
    expect(forecast?.days[0]).toMatchObject({ expected: 10, low: 10, high: 10 });
    expect(forecast?.method).toContain("Average");
  });
});

describe("alerts", () => {
  const tell = async () => {
    const { signal } = new AbortController();
    const deliver = async (event: TenantEvent) => {
      if (!tellOfUsage.events.includes(event.type)) return;
      await tellOfUsage.run(harness.ports, event, signal);
      await tellOfUsage.run(harness.ports, event, signal);
    };
    while (!(await drainOutbox(harness.ports, tenantOutbox, deliver)));
  };

  it("reach the owner by mail, once each, for the shares that are wanted", async () => {
    const minted = await harness.mintTenant();
    const ctx = minted.ctx();
    const wishes = { isMailed: true, isOverageOn: false, spendCapMinor: null };
    await updateUsageSettings.call(ctx, { ...wishes, thresholds: [100, 80] });
    for (const amount of [10, 6, 4]) await spend(ctx, { amounts: { backtests: amount }, source: "test" });
    await tell();
    const subjects = (await mailsTo(harness, minted.email)).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual(["Backtests: 100 % used", "Backtests: 80 % used"]);
    const [mail] = await mailsTo(harness, minted.email);
    expect(mail?.text).toContain("/settings/usage");
  });

  it("stay on the screen where no mail is wanted", async () => {
    const minted = await harness.mintTenant();
    const ctx = minted.ctx();
    await updateUsageSettings.call(ctx, {
      thresholds: [50, 80, 90, 100],
      isMailed: false,
      isOverageOn: false,
      spendCapMinor: null,
    });
    await spend(ctx, { amounts: { backtests: 20 }, source: "test" });
    await tell();
    expect(await mailsTo(harness, minted.email)).toEqual([]);
    expect(await ctx.db.usageAlert.count()).toBe(4);
  });
});
