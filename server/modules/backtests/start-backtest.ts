import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { withinLimit } from "../entitlements/index.ts";
import { chooseStrategy } from "../strategies/index.ts";
import { describeSource, marketRules } from "./candle-source.ts";
import { Backtest, StartBacktestInput } from "./schema.ts";
import { countBacktestsSince, findBacktestByRequest, insertBacktest } from "./store.ts";

export const BACKTEST_REQUESTED = "backtest.requested";

/** Queues a backtest; the worker runs it. Asking twice with one `requestId` answers with the one that runs. */
export const startBacktest = command({
  verb: "backtest.start",
  permission: "backtest:write",
  input: StartBacktestInput,
  output: Backtest,
  async run({ ctx, input }) {
    const { params, settings } = chooseStrategy(input.strategy, input.params, {
      ...input.settings,
      ...marketRules(input.source),
    });
    const sourceLabel = await describeSource(ctx, input.source);
    const id = ctx.newId();
    const known = await findBacktestByRequest(ctx.db, input.requestId);
    const backtest = known ?? (await withinLimit(ctx, "backtests", countOthers, insert));
    if (backtest.strategy !== input.strategy) {
      throw new AppError("conflict", "This request id was used for another backtest.");
    }
    return {
      value: backtest,
      audit: { entityId: backtest.id, after: { source: input.source, strategy: input.strategy, params } },
      events: backtest.id === id ? [{ type: BACKTEST_REQUESTED, backtestId: id }] : [],
    };

    /** Under the lock a twin of this request may have come first; it has taken the place of both. */
    async function countOthers(since: Date | null): Promise<number> {
      return (await findBacktestByRequest(ctx.db, input.requestId)) ? 0 : countBacktestsSince(ctx.db, since);
    }

    async function insert(): Promise<Backtest> {
      return insertBacktest(ctx.db, {
        id,
        requestId: input.requestId,
        source: input.source,
        sourceLabel,
        strategy: input.strategy,
        params: { ...params },
        settings,
        createdAt: ctx.now(),
      });
    }
  },
});
