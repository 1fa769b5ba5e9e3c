import { MINUTE_MS } from "#server/exchanges/index.ts";
import type { Periodic } from "#server/kernel/background.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { createBot, createBotRunner, getBot, listBotTrades, stopBot } from "#server/modules/bots/index.ts";
import type { Bot } from "#server/modules/bots/schema.ts";
import { FAST_PARAMS, factsOf, MARKET, type TradeFacts } from "./bots.ts";
import { type Harness, openHarness } from "./harness.ts";

const never = new AbortController().signal;

/** A tenant whose bots live minute by minute, as the test moves the clock. */
export interface BotBench {
  harness: Harness;
  ctx: Ctx;
  now(): number;
  /** A valid input of `bot.create`, each time with another request id. */
  plan(change?: object): object;
  /** A bot whose first candle opens now. */
  startFresh(settings?: object): Promise<{ id: string; start: number }>;
  /** Lives through minutes, one tick in each. */
  live(minutes: number, runner?: Periodic): Promise<void>;
  liveUntilHolding(botId: string, runner: Periodic): Promise<Bot>;
  tick(runner?: Periodic): Promise<void>;
  tradesOf(botId: string): Promise<TradeFacts[]>;
  end(botId: string): Promise<void>;
}

export async function openBotBench(opened?: Harness): Promise<BotBench> {
  const harness = opened ?? (await openHarness());
  const ctx = (await harness.mintTenant()).ctx();
  const { clock, ports } = harness;
  let asked = 0;
  const bench: BotBench = {
    harness,
    ctx,
    now: () => clock.now().getTime(),
    plan: (change = {}) => ({
      requestId: `request-${++asked}`,
      name: "Cross",
      market: MARKET,
      timeframe: "1m",
      strategy: "sma-cross",
      params: FAST_PARAMS,
      ...change,
    }),
    async startFresh(settings = {}) {
      clock.advance(MINUTE_MS - (bench.now() % MINUTE_MS) + 1_000);
      const { id } = await createBot.call(ctx, bench.plan({ settings }));
      return { id, start: bench.now() - 1_000 };
    },
    async live(minutes, runner = createBotRunner()) {
      for (let minute = 0; minute < minutes; minute++) {
        clock.advance(MINUTE_MS);
        await bench.tick(runner);
      }
    },
    async liveUntilHolding(botId, runner) {
      for (let minute = 0; minute < 240; minute++) {
        await bench.live(1, runner);
        const bot = await getBot.call(ctx, { botId });
        if (bot.position) return bot;
      }
      throw new Error("the bot bought nothing in four hours");
    },
    tick: (runner = createBotRunner()) => runner.run(ports, never),
    async tradesOf(botId) {
      const trades = await listBotTrades.call(ctx, { botId, limit: 200 });
      return trades.toReversed().map(factsOf);
    },
    async end(botId) {
      await stopBot.call(ctx, { botId });
      await bench.tick();
      await bench.tick();
    },
  };
  return bench;
}
