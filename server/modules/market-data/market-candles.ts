import { findDemoMarket, TIMEFRAME_MS } from "#server/exchanges/index.ts";
import { fieldError } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { openFeed } from "../venues/index.ts";
import { mergeCandles } from "./merge-candles.ts";
import { CandleColumns, MarketCandlesInput } from "./schema.ts";

/** The last closed candles of a market, oldest first. */
export const marketCandles = query({
  verb: "market.candles",
  permission: "data:read",
  input: MarketCandlesInput,
  output: CandleColumns,
  async run({ ctx, input: { market, timeframe, bars } }) {
    if (!findDemoMarket(market)) throw fieldError("market", `There is no market called ${market}.`);
    const since = ctx.now().getTime() - (bars + 1) * TIMEFRAME_MS[timeframe];
    const candles = await openFeed(ctx.ports).fetchCandles(market, timeframe, since, bars + 1);
    return mergeCandles(candles, bars + 1);
  },
});
