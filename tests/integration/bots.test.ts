import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFaultyVenue, type Fault, MINUTE_MS } from "#server/exchanges/index.ts";
import {
  createBotRunner,
  getBot,
  getBotEquity,
  listBotNotes,
  listBotOrders,
  type VenueOf,
} from "#server/modules/bots/index.ts";
import { openDemoTrading } from "#server/modules/venues/index.ts";
import { type BotBench, openBotBench } from "#tests/support/bot-bench.ts";
import { expectedTrades, faultyPorts, MARKET } from "#tests/support/bots.ts";
import { seededRandom } from "#tests/support/candles.ts";

let bench: BotBench;
beforeAll(async () => {
  bench = await openBotBench();
});
afterAll(() => bench.harness.close());

const protectedSettings = { stopLoss: 0.002, takeProfit: 0.004 };

describe("a paper bot", () => {
  it("makes the engine's trades to the last bit, fills and protective orders included", async () => {
    const { id, start } = await bench.startFresh(protectedSettings);
    await bench.live(240);
    const expected = await expectedTrades(start, 240, protectedSettings);
    const made = await bench.tradesOf(id);
    expect(made.length).toBeGreaterThan(10);
    expect(new Set(made.map(({ exitReason }) => exitReason)).size).toBeGreaterThan(1);
    expect(made).toEqual(expected.slice(0, made.length));
    expect(expected.length - made.length).toBeLessThanOrEqual(1);

    const orders = await listBotOrders.call(bench.ctx, { botId: id, limit: 200 });
    const entries = orders.filter(({ role, status }) => role === "entry" && status === "filled");
    expect(entries.length).toBeGreaterThanOrEqual(made.length);
    expect(entries.at(-1)?.fills).toHaveLength(1);
    expect(orders.some(({ role, status }) => role === "take_profit" && status === "canceled")).toBe(true);
    const equity = await getBotEquity.call(bench.ctx, { botId: id });
    expect(equity.value).toHaveLength(240);
    const bot = await getBot.call(bench.ctx, { botId: id });
    expect(equity.value.at(-1)).toBeCloseTo(bot.equity, 6);
    expect(bot).toMatchObject({ status: "running", tradeCount: made.length, market: MARKET });
    await bench.end(id);
  });

  it("survives crashes at any transaction and silence of the venue, and trades as if nothing had happened", async () => {
    const { id, start } = await bench.startFresh(protectedSettings);
    const random = seededRandom(7);
    let faults = 0;
    const chance = <T>(...outcomes: T[]): T | null => {
      const outcome = outcomes[Math.floor(random() * outcomes.length * 12)];
      if (outcome !== undefined) faults++;
      return outcome ?? null;
    };
    const venueOf: VenueOf = (ports, bot) =>
      createFaultyVenue(openDemoTrading(ports, bot.tenantId, bot.id), () =>
        chance<Fault>("lost", "unanswered"),
      );
    const ports = faultyPorts(bench.harness.ports, () => chance("before", "after"));
    let runner = createBotRunner(venueOf);
    for (let minute = 0; minute < 150; minute++) {
      bench.harness.clock.advance(MINUTE_MS);
      for (let calm = 0, tries = 0; calm < 2; tries++) {
        expect(tries).toBeLessThan(200);
        const before = faults;
        await runner.run(ports, new AbortController().signal);
        calm = faults === before ? calm + 1 : 0;
        if (random() < 0.2) runner = createBotRunner(venueOf);
      }
    }
    await bench.live(1);
    expect(faults).toBeGreaterThan(60);
    const expected = await expectedTrades(start, 151, protectedSettings);
    const made = await bench.tradesOf(id);
    expect(made.length).toBeGreaterThan(5);
    expect(made).toEqual(expected.slice(0, made.length));
    expect(expected.length - made.length).toBeLessThanOrEqual(1);
    const bot = await getBot.call(bench.ctx, { botId: id });
    const venue = openDemoTrading(bench.harness.ports, bench.ctx.tenant.id, id);
    const { USD = "0", SOL = "0" } = await venue.fetchBalances();
    expect(Number(USD) + Number(SOL) * bot.price).toBeCloseTo(bot.equity, 6);
    await bench.end(id);
  });

  it("is moved on by one of two workers that step it at the same time", async () => {
    const { id, start } = await bench.startFresh(protectedSettings);
    const [one, other] = [createBotRunner(), createBotRunner()];
    for (let minute = 0; minute < 60; minute++) {
      bench.harness.clock.advance(MINUTE_MS);
      await Promise.all([bench.tick(one), bench.tick(other)]);
      await bench.tick(minute % 2 ? one : other);
    }
    const expected = await expectedTrades(start, 60, protectedSettings);
    const made = await bench.tradesOf(id);
    expect(made.length).toBeGreaterThan(3);
    expect(made).toEqual(expected.slice(0, made.length));
    expect(expected.length - made.length).toBeLessThanOrEqual(1);
    const orders = await listBotOrders.call(bench.ctx, { botId: id, limit: 200 });
    const filled = orders.filter(({ status }) => status === "filled");
    expect(filled.map((order) => order.averagePrice)).toEqual(
      filled.map(({ fills }) => Number(fills[0]?.price)),
    );
    await bench.end(id);
  });

  it("costs no write while it only watches, and remembers after a restart", async () => {
    const { id } = await bench.startFresh();
    const versionOf = async () =>
      (await bench.harness.ports.systemDb.client.bot.findFirstOrThrow({ where: { id } })).version;
    const runner = createBotRunner();
    const versions = new Set<number>();
    for (let minute = 0; minute < 20; minute++) {
      await bench.live(1, runner);
      versions.add(await versionOf());
    }
    expect(versions.size).toBeLessThan(20);
    await bench.live(25);
    await bench.end(id);
  });

  it("finds after hours of sleep what its protective orders did, and buys nothing at a price that is gone", async () => {
    const { id, start } = await bench.startFresh({ stopLoss: 0.003 });
    const runner = createBotRunner();
    await bench.liveUntilHolding(id, runner);
    const before = (await bench.tradesOf(id)).length;
    bench.harness.clock.advance(6 * 60 * MINUTE_MS);
    await bench.tick();
    const made = await bench.tradesOf(id);
    const expected = await expectedTrades(start, (bench.now() - start) / MINUTE_MS, { stopLoss: 0.003 });
    const slept = expected[before];
    expect(made.length).toBe(before + 1);
    if (slept?.exitReason === "stop_loss") expect(made[before]).toEqual(slept);
    else expect(made[before]).toMatchObject({ entryTime: slept?.entryTime, entryPrice: slept?.entryPrice });
    const notes = await listBotNotes.call(bench.ctx, { botId: id });
    expect(notes.filter(({ code }) => code === "STALE_PRICE").length).toBeGreaterThan(3);
    expect((await getBot.call(bench.ctx, { botId: id })).position).toBeNull();
    await bench.end(id);
  });

  it("gives up an entry that the venue never received once its price is gone", async () => {
    const { id } = await bench.startFresh();
    let isDead = true;
    const deaf: VenueOf = (ports, bot) =>
      createFaultyVenue(openDemoTrading(ports, bot.tenantId, bot.id), (call) =>
        isDead && call === "createOrder" ? "lost" : null,
      );
    const runner = createBotRunner(deaf);
    let order = (await listBotOrders.call(bench.ctx, { botId: id }))[0];
    for (let minute = 0; minute < 120 && !order; minute++) {
      await bench.live(1, runner);
      order = (await listBotOrders.call(bench.ctx, { botId: id }))[0];
    }
    expect(order).toMatchObject({ role: "entry", status: "unknown" });
    await bench.live(3, runner);
    isDead = false;
    await bench.live(1, runner);
    const orders = await listBotOrders.call(bench.ctx, { botId: id, limit: 200 });
    expect(orders.find(({ id: orderId }) => orderId === order?.id)).toMatchObject({
      status: "expired",
      reason: "STALE_PRICE",
      fills: [],
    });
    const codes = (await listBotNotes.call(bench.ctx, { botId: id })).map(({ code }) => code);
    expect(codes).toContain("VENUE_UNREACHABLE");
    await bench.end(id);
  });
});
