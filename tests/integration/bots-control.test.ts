import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tenantOutbox } from "#server/modules/audit/index.ts";
import {
  createBot,
  createBotRunner,
  deleteBot,
  getBot,
  listBotNotes,
  listBotOrders,
  listBots,
  listBotTrades,
  pauseBot,
  resumeBot,
  startBot,
  stopBot,
} from "#server/modules/bots/index.ts";
import { openDemoTrading } from "#server/modules/venues/index.ts";
import { type BotBench, openBotBench } from "#tests/support/bot-bench.ts";
import { MARKET } from "#tests/support/bots.ts";

let bench: BotBench;
beforeAll(async () => {
  bench = await openBotBench();
});
afterAll(() => bench.harness.close());

describe("control", () => {
  it("pauses without abandoning the position, resumes, and stops by selling", async () => {
    const { id } = await bench.startFresh();
    const runner = createBotRunner();
    await bench.liveUntilHolding(id, runner);
    await pauseBot.call(bench.ctx, { botId: id });
    await bench.live(60, runner);
    const paused = await getBot.call(bench.ctx, { botId: id });
    expect(paused).toMatchObject({ status: "paused", position: null });
    const [denied] = await listBotNotes.call(bench.ctx, { botId: id });
    expect(denied).toMatchObject({ code: "TRADING_HALTED", message: expect.stringContaining("only closes") });
    await resumeBot.call(bench.ctx, { botId: id });
    await bench.liveUntilHolding(id, runner);
    await stopBot.call(bench.ctx, { botId: id });
    await bench.live(1, runner);
    const stopped = await getBot.call(bench.ctx, { botId: id });
    expect(stopped).toMatchObject({ status: "stopped", position: null, stoppedAt: expect.any(String) });
    const [last] = await listBotTrades.call(bench.ctx, { botId: id });
    expect(last?.tag).toBe("closed_by_hand");
    const events = await tenantOutbox.pending(bench.harness.ports.systemDb.client);
    const types = events.filter((event) => event.botId === id).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(["bot.created", "bot.paused", "bot.resumed", "bot.traded", "bot.stopped"]),
    );
    await expect(stopBot.call(bench.ctx, { botId: id })).rejects.toMatchObject({ code: "conflict" });
    await deleteBot.call(bench.ctx, { botId: id });
    await expect(getBot.call(bench.ctx, { botId: id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("halts a bot whose account holds less than its position, and says why", async () => {
    const { id } = await bench.startFresh();
    const runner = createBotRunner();
    await bench.liveUntilHolding(id, runner);
    const { client } = bench.harness.ports.systemDb;
    await client.demoAccount.updateMany({ where: { id }, data: { balances: { USD: "1", SOL: "0" } } });
    await bench.live(1);
    expect(await getBot.call(bench.ctx, { botId: id })).toMatchObject({
      status: "halted",
      halt: expect.stringContaining("holds less"),
    });
    await client.demoAccount.updateMany({ where: { id }, data: { balances: { USD: "1", SOL: "1000" } } });
    await resumeBot.call(bench.ctx, { botId: id });
    await bench.live(1);
    expect(await getBot.call(bench.ctx, { botId: id })).toMatchObject({ status: "running", halt: null });
    await bench.end(id);
  });

  it("stops a halted bot for good, though what it held is not there to sell", async () => {
    const { id } = await bench.startFresh();
    await bench.liveUntilHolding(id, createBotRunner());
    const { client } = bench.harness.ports.systemDb;
    await client.demoAccount.updateMany({ where: { id }, data: { balances: { USD: "1", SOL: "0" } } });
    await bench.live(1);
    expect(await getBot.call(bench.ctx, { botId: id })).toMatchObject({ status: "halted" });
    await stopBot.call(bench.ctx, { botId: id });
    await bench.live(1);
    expect(await getBot.call(bench.ctx, { botId: id })).toMatchObject({ status: "stopped" });
    const open = (await listBotOrders.call(bench.ctx, { botId: id })).filter(
      ({ status }) => status === "accepted",
    );
    expect(open).toEqual([]);
    await deleteBot.call(bench.ctx, { botId: id });
  });

  it("closes a position whose stop-loss somebody canceled at the venue", async () => {
    const { id } = await bench.startFresh({ stopLoss: 0.05 });
    const runner = createBotRunner();
    await bench.liveUntilHolding(id, runner);
    const [stop] = await listBotOrders.call(bench.ctx, { botId: id, limit: 1 });
    expect(stop).toMatchObject({ role: "stop_loss", status: "accepted" });
    await openDemoTrading(bench.harness.ports, bench.ctx.tenant.id, id).cancelOrder(stop?.id ?? "");
    await bench.live(1, runner);
    const [trade] = await listBotTrades.call(bench.ctx, { botId: id });
    expect(trade?.tag).toBe("unprotected");
    const codes = (await listBotNotes.call(bench.ctx, { botId: id })).map(({ code }) => code);
    expect(codes).toContain("PROTECTION_LOST");
    await bench.end(id);
  });

  it("leaves alone, and mentions, an order it did not place", async () => {
    const { id } = await bench.startFresh();
    const venue = openDemoTrading(bench.harness.ports, bench.ctx.tenant.id, id);
    const request = { symbol: MARKET, side: "buy", type: "limit", quoteAmount: null, group: null } as const;
    await venue.createOrder({ ...request, clientOrderId: "by-hand", amount: "1", price: "10" });
    await bench.live(1);
    expect(await listBotNotes.call(bench.ctx, { botId: id })).toMatchObject([{ code: "EXTERNAL_ORDER" }]);
    expect(await venue.fetchOrder("by-hand")).toMatchObject({ status: "open" });
    await bench.end(id);
  });

  it("waits for its start when asked to, and cannot be started twice", async () => {
    const created = await createBot.call(bench.ctx, bench.plan({ start: false }));
    expect(created).toMatchObject({ status: "ready", startedAt: null, equity: 10_000, returnPct: 0 });
    expect((await startBot.call(bench.ctx, { botId: created.id })).status).toBe("running");
    await expect(startBot.call(bench.ctx, { botId: created.id })).rejects.toMatchObject({ code: "conflict" });
    await bench.end(created.id);
  });
});

describe("creating", () => {
  it("happens once however often the button is pressed", async () => {
    const input = bench.plan({ start: false });
    const [first, second] = await Promise.all([
      createBot.call(bench.ctx, input),
      createBot.call(bench.ctx, input),
    ]);
    const third = await createBot.call(bench.ctx, input);
    expect(new Set([first.id, second.id, third.id]).size).toBe(1);
    const events = await tenantOutbox.pending(bench.harness.ports.systemDb.client);
    expect(events.filter(({ type, botId }) => type === "bot.created" && botId === first.id)).toHaveLength(1);
    await stopBot.call(bench.ctx, { botId: first.id });
  });

  it.each([
    [{ market: "NO-USD" }, "market"],
    [{ strategy: "magic" }, "strategy"],
    [{ params: { fast: 9, slow: 3 } }, "params.fast"],
    [{ settings: { cash: 0 } }, "settings.cash"],
    [{ settings: { stopLoss: 1.5 } }, "settings.stopLoss"],
    [{ name: " " }, "name"],
    [{ timeframe: "3m" }, "timeframe"],
  ])("refuses %j at its field and leaves nothing behind", async (change, field) => {
    const before = (await listBots.call(bench.ctx, {})).length;
    const error = await createBot.call(bench.ctx, bench.plan(change)).catch((reason) => reason);
    expect(error).toMatchObject({
      code: "invalid_input",
      details: { fields: { [field]: expect.any(String) } },
    });
    expect((await listBots.call(bench.ctx, {})).length).toBe(before);
    const accounts = await bench.harness.ports.systemDb.client.demoAccount.count({
      where: { tenantId: bench.ctx.tenant.id },
    });
    expect(accounts).toBe(
      await bench.harness.ports.systemDb.client.bot.count({ where: { tenantId: bench.ctx.tenant.id } }),
    );
  });

  it("stops at the plan's number of bots, and a stopped one makes room", async () => {
    const other = (await bench.harness.mintTenant()).ctx();
    const made: string[] = [];
    let refusal: unknown;
    while (!refusal && made.length < 50) {
      await createBot.call(other, bench.plan({ start: false })).then(
        ({ id }) => made.push(id),
        (error: unknown) => {
          refusal = error;
        },
      );
    }
    expect(refusal).toMatchObject({ details: { reason: "limit_reached" } });
    await stopBot.call(other, { botId: made[0] });
    await expect(createBot.call(other, bench.plan({ start: false }))).resolves.toMatchObject({
      status: "ready",
    });
  });
});
