import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { mergeCandles } from "../market-data/index.ts";
import { loadCandles } from "./candle-source.ts";
import { BacktestCandles, BacktestCandlesInput } from "./schema.ts";
import { findBacktest } from "./store.ts";

/** The candles a backtest ran over, merged to fit a screen. */
export const getBacktestCandles = query({
  verb: "backtest.candles",
  permission: "backtest:read",
  input: BacktestCandlesInput,
  output: BacktestCandles,
  async run({ ctx, input }) {
    const backtest = await findBacktest(ctx.db, input.backtestId);
    if (!backtest) throw notFound("This backtest");
    return mergeCandles(await loadCandles(ctx, backtest.source), input.maxBars);
  },
});
