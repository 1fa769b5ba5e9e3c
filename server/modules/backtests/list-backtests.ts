import { query } from "#server/kernel/verb.ts";
import { Backtests, ListBacktestsInput } from "./schema.ts";
import { listBacktests as readBacktests } from "./store.ts";

/** The newest first. */
export const listBacktests = query({
  verb: "backtest.list",
  permission: "backtest:read",
  input: ListBacktestsInput,
  output: Backtests,
  run: ({ ctx, input }) => readBacktests(ctx.db, input.limit, input.before),
});
