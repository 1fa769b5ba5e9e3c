import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx } from "#server/kernel/ctx.ts";
import { tenantOutbox } from "#server/modules/audit/index.ts";
import {
  createBot,
  createBotRunner,
  getBot,
  listBotNotes,
  pauseBot,
  pauseBotsOverPlan,
  pauseSurplus,
  resumeBot,
  startBot,
  watchBotLimits,
} from "#server/modules/bots/index.ts";
import type { Bot } from "#server/modules/bots/schema.ts";
import { moveBot } from "#server/modules/bots/store.ts";
import { withinRoomToRun } from "#server/modules/bots/within-room-to-run.ts";
import { tellOfBots } from "#server/modules/notifications/index.ts";
import { type BotBench, openBotBench } from "#tests/support/bot-bench.ts";
import { MARKET } from "#tests/support/bots.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { mailsTo, openMailed } from "#tests/support/mail.ts";

const DAY_MS = 86_400_000;
const never = new AbortController().signal;

const statusesOf = (ctx: Ctx, bots: readonly { id: string }[]) =>
  Promise.all(bots.map(async ({ id }) => (await getBot.call(ctx, { botId: id })).status));

async function allow(ctx: Ctx, value: number | null, meter = "bots", expiresAt: Date | null = null) {
  const { client } = ctx.ports.systemDb;
  const key = { tenantId: ctx.tenant.id, kind: "limit", key: meter, window: "none" };
  await client.entitlementOverride.deleteMany({ where: key });
  const more = { id: ctx.newId(), value, reason: "test", createdAt: ctx.now(), expiresAt };
  await client.entitlementOverride.create({ data: { ...key, ...more } });
}

const newsOf = async (ctx: Ctx, type: string) =>
  (await tenantOutbox.pending(ctx.ports.systemDb.client)).filter(
    (event) => event.type === type && event.tenantId === ctx.tenant.id,
  );

describe("a plan that allows fewer bots", () => {
  let bench: BotBench;
  beforeAll(async () => {
    bench = await openBotBench(await openMailed());
  });
  afterAll(() => bench.harness.close());

  async function three(ctx: Ctx): Promise<Bot[]> {
    const bots: Bot[] = [];
    for (const name of ["First", "Second", "Third"]) {
      bots.push(await createBot.call(ctx, bench.plan({ name })));
      bench.harness.clock.advance(1_000);
    }
    return bots;
  }

  it("pauses those that were started last, once, with the reason on the bot, in its log and by mail", async () => {
    const minted = await bench.harness.mintTenant();
    const ctx = minted.ctx();
    const bots = await three(ctx);
    await allow(ctx, 1);
    const counts = await Promise.all([pauseSurplus(ctx), pauseSurplus(ctx), pauseSurplus(ctx)]);
    expect(counts.toSorted()).toEqual([0, 0, 2]);
    expect(await statusesOf(ctx, bots)).toEqual(["running", "paused", "paused"]);
    const botId = bots[2]?.id ?? "";
    const reason = expect.stringContaining("Your plan (Free) allows 1 bot. Starter allows more.");
    expect(await getBot.call(ctx, { botId })).toMatchObject({ pauseReason: reason });
    expect(await listBotNotes.call(ctx, { botId })).toMatchObject([{ code: "PLAN_LIMIT", detail: reason }]);
    const [news, ...others] = await newsOf(ctx, "bots.pausedByPlan");
    expect(others).toEqual([]);
    if (!news) throw new Error("nobody was told");
    await tellOfBots.run(bench.harness.ports, news, never);
    await tellOfBots.run(bench.harness.ports, news, never);
    const mails = await mailsTo(bench.harness, minted.email);
    expect(mails.filter(({ subject }) => subject === "2 bots were paused")).toHaveLength(1);
    expect(await pauseSurplus(ctx)).toBe(0);
  });

  it("lets people choose which run, and starts none by itself when there is room again", async () => {
    const ctx = (await bench.harness.mintTenant()).ctx();
    const bots = await three(ctx);
    const [first, second, third] = bots.map(({ id }) => ({ botId: id }));
    await allow(ctx, 1);
    await pauseSurplus(ctx);
    await expect(resumeBot.call(ctx, third)).rejects.toMatchObject({
      code: "payment_required",
      details: { reason: "limit_reached", meter: "bots", limit: 1 },
    });
    await pauseBot.call(ctx, first);
    const race = await Promise.allSettled([second, third, first].map((each) => resumeBot.call(ctx, each)));
    expect(race.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await allow(ctx, null);
    await pauseSurplus(ctx);
    const running = (await statusesOf(ctx, bots)).filter((status) => status === "running");
    expect(running).toHaveLength(1);
    for (const each of [first, second, third]) await resumeBot.call(ctx, each).catch(() => null);
    expect(await statusesOf(ctx, bots)).toEqual(["running", "running", "running"]);
    expect((await getBot.call(ctx, third)).pauseReason).toBeNull();
  });

  // One session cannot wait for itself: the embedded database runs one transaction at a time anyway.
  it.runIf(process.env.TEST_DATABASE_URL)(
    "waits for one that is just being started, and counts it",
    async () => {
      const ctx = (await bench.harness.mintTenant()).ctx();
      const bots = await three(ctx);
      const third = { id: bots[2]?.id ?? "", market: MARKET };
      await pauseBot.call(ctx, { botId: third.id });
      const { promise: isInside, resolve } = Promise.withResolvers<void>();
      let isLooked = false;
      const starting = ctx.transaction(({ ctx: tx }) =>
        withinRoomToRun(tx, third, async () => {
          await moveBot(tx.db, third.id, ["paused"], { status: "running" });
          resolve();
          await isWaitedFor(() => isLooked);
        }),
      );
      await isInside;
      await allow(ctx, 2);
      const looking = pauseSurplus(ctx).finally(() => {
        isLooked = true;
      });
      await Promise.all([starting, looking]);
      expect(await statusesOf(ctx, bots)).toEqual(["running", "running", "paused"]);
    },
  );

  /** Until somebody waits for an advisory lock, or there is nobody left to. */
  async function isWaitedFor(isOver: () => boolean): Promise<void> {
    const owner = bench.harness.ports.database.pool({ role: "owner" });
    const text = "select 1 from pg_locks where locktype = 'advisory' and not granted";
    while (!isOver() && (await owner.query(text)).rows.length === 0);
  }

  it("counts markets too, and what was never started", async () => {
    const ctx = (await bench.harness.mintTenant()).ctx();
    const sol = await createBot.call(ctx, bench.plan());
    const btc = await createBot.call(ctx, bench.plan({ market: "BTC-USD" }));
    const ready = await createBot.call(ctx, bench.plan({ start: false }));
    await allow(ctx, 1);
    await pauseSurplus(ctx);
    await expect(startBot.call(ctx, { botId: ready.id })).rejects.toMatchObject({
      details: { meter: "bots" },
    });
    expect(await statusesOf(ctx, [sol, btc, ready])).toEqual(["running", "paused", "ready"]);
  });

  it("never abandons a position: its stops and exits go on until it is flat, and nothing is opened", async () => {
    const ctx = bench.ctx;
    const { id } = await bench.startFresh();
    const runner = createBotRunner();
    await bench.liveUntilHolding(id, runner);
    await allow(ctx, 0);
    await pauseSurplus(ctx);
    expect(await getBot.call(ctx, { botId: id })).toMatchObject({
      status: "paused",
      position: { quantity: expect.any(Number) },
    });
    await bench.live(60, runner);
    const flat = await getBot.call(ctx, { botId: id });
    expect(flat).toMatchObject({ status: "paused", position: null, pauseReason: expect.any(String) });
    await bench.live(60, runner);
    const later = await getBot.call(ctx, { botId: id });
    expect(later).toMatchObject({ position: null, tradeCount: flat.tradeCount });
    const codes = (await listBotNotes.call(ctx, { botId: id })).map(({ code }) => code);
    expect(codes).toContain("TRADING_HALTED");
  });

  it("looks by itself where terms run out without anything happening", async () => {
    const ctx = (await bench.harness.mintTenant()).ctx();
    const plenty = new Date(ctx.now().getTime() + DAY_MS);
    await allow(ctx, 5, "bots", plenty);
    const bots = await three(ctx);
    bots.push(await createBot.call(ctx, bench.plan({ name: "Fourth" })));
    await watchBotLimits.run(bench.harness.ports, never);
    expect(await statusesOf(ctx, bots)).toEqual(["running", "running", "running", "running"]);
    bench.harness.clock.advance(DAY_MS);
    await watchBotLimits.run(bench.harness.ports, never);
    expect(await statusesOf(ctx, bots)).toEqual(["running", "running", "running", "paused"]);
  });

  it("leaves the bots of a suspended workspace as they are: they open nothing, and go on when it is paid", async () => {
    const minted = await bench.harness.mintTenant();
    const ctx = minted.ctx();
    const bots = await three(ctx);
    await allow(ctx, 1);
    const { client } = bench.harness.ports.systemDb;
    const where = { id: ctx.tenant.id };
    const about = (status: string) => ({ where, data: { status, suspendedReason: "unpaid" } });
    const told = { id: ctx.newId(), tenantId: ctx.tenant.id };
    await client.tenant.update(about("suspended"));
    bench.harness.clock.advance(60_000);
    bench.harness.ports.live.publish(ctx.tenant.id, { topic: "tenant" });
    await pauseBotsOverPlan.run(bench.harness.ports, { ...told, type: "subscription.changed" }, never);
    expect(await statusesOf(ctx, bots)).toEqual(["running", "running", "running"]);
    await client.tenant.update(about("active"));
    bench.harness.ports.live.publish(ctx.tenant.id, { topic: "tenant" });
    await pauseBotsOverPlan.run(bench.harness.ports, { ...told, type: "tenant.reactivated" }, never);
    expect(await statusesOf(ctx, bots)).toEqual(["running", "paused", "paused"]);
  });
});

describe("a sign-up trial that has run out", () => {
  let harness: Harness;
  let minted: MintedTenant;
  beforeAll(async () => {
    harness = await openHarness({ env: { CATALOGUE: "tradingbot-pro" } });
    minted = await harness.mintTenant();
  });
  afterAll(() => harness.close());

  it("pauses everything, though its price list has no bots to count", async () => {
    const ctx = minted.ctx();
    const plan = { requestId: "trial-bot-1", name: "Trial", market: "SOL-USD", timeframe: "1m" };
    const { id } = await createBot.call(ctx, {
      ...plan,
      strategy: "sma-cross",
      params: { fast: 2, slow: 5 },
    });
    await watchBotLimits.run(harness.ports, never);
    expect(await getBot.call(ctx, { botId: id })).toMatchObject({ status: "running" });
    harness.clock.advance(8 * DAY_MS);
    await watchBotLimits.run(harness.ports, never);
    expect(await getBot.call(ctx, { botId: id })).toMatchObject({
      status: "paused",
      pauseReason: "Paper trading: You have no plan at the moment. Starter does.",
    });
    await expect(resumeBot.call(ctx, { botId: id })).rejects.toMatchObject({
      details: { reason: "feature_missing", liftedBy: { key: "starter" } },
    });
  });
});
