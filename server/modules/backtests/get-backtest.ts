import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { Backtest, BacktestId } from "./schema.ts";
import { findBacktest } from "./store.ts";

export const getBacktest = query({
  verb: "backtest.get",
  permission: "backtest:read",
  input: BacktestId,
  output: Backtest,
  async run({ ctx, input }) {
    const backtest = await findBacktest(ctx.db, input.backtestId);
    if (!backtest) throw notFound("This backtest");
    return backtest;
  },
});
