import { TIMEFRAME_MS, TIMEFRAMES, type Timeframe } from "#server/exchanges/index.ts";
import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { openFeed } from "../venues/index.ts";
import { equityCurve } from "./equity-curve.ts";
import { listHoldings } from "./history-store.ts";
import { BotEquity, BotEquityInput } from "./schema.ts";
import { findBot } from "./store.ts";

/** Equity since the start, at closes of the bot's candles, or of longer ones where those would be too many. */
export const getBotEquity = query({
  verb: "bot.equity",
  permission: "bot:read",
  input: BotEquityInput,
  output: BotEquity,
  async run({ ctx, input: { botId, maxPoints } }) {
    const bot = await findBot(ctx.db, botId);
    if (!bot) throw notFound("This bot");
    if (!bot.startedAt) return { time: [], value: [], drawdown: [] };
    const from = bot.startedAt.getTime();
    const until = (bot.stoppedAt ?? ctx.now()).getTime();
    const timeframe = fittingTimeframe(bot.timeframe, until - from, maxPoints);
    const step = TIMEFRAME_MS[timeframe];
    const first = Math.floor(from / step) * step;
    const bars = Math.floor((until - first) / step);
    const candles = await openFeed(ctx.ports).fetchCandles(bot.market, timeframe, first, bars);
    return equityCurve(candles, step, await listHoldings(ctx.db, botId), bot.settings.cash);
  },
});

function fittingTimeframe(own: Timeframe, durationMs: number, maxPoints: number): Timeframe {
  const longer = TIMEFRAMES.slice(TIMEFRAMES.indexOf(own));
  return longer.find((timeframe) => durationMs / TIMEFRAME_MS[timeframe] < maxPoints) ?? "1d";
}
