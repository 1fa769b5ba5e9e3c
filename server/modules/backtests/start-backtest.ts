import { AppError } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { requireFeature } from "../entitlements/index.ts";
import { chooseStrategy } from "../strategies/index.ts";
import { spend } from "../usage/index.ts";
import { describeSource, marketRules } from "./candle-source.ts";
import { Backtest, StartBacktestInput } from "./schema.ts";
import { findBacktestByRequest, insertBacktest } from "./store.ts";

const METER = "backtests";
export const BACKTEST_REQUESTED = "backtest.requested";

/** Queues a backtest; the worker runs it. Asking twice with one `requestId` answers with the one that runs. */
export const startBacktest = command({
  verb: "backtest.start",
  permission: "backtest:write",
  input: StartBacktestInput,
  output: Backtest,
  async prepare({ ctx, input }) {
    await requireFeature(ctx, "backtesting");
    const chosen = chooseStrategy(input.strategy, input.params, {
      ...input.settings,
      ...marketRules(input.source),
    });
    const sourceLabel = await describeSource(ctx, input.source);
    if (!(await findBacktestByRequest(ctx.db, input.requestId))) {
      const use = { amounts: { [METER]: 1 }, id: input.requestId, source: "backtest" };
      const { refusal } = await spend(ctx, use);
      if (refusal) throw refusal;
    }
    return { ...chosen, sourceLabel };
  },
  async run({ ctx, input, prepared: { params, settings, sourceLabel } }) {
    const id = ctx.newId();
    const backtest = await insertBacktest(ctx.db, {
      id,
      requestId: input.requestId,
      source: input.source,
      sourceLabel,
      strategy: input.strategy,
      params: { ...params },
      settings,
      createdAt: ctx.now(),
    });
    if (backtest.strategy !== input.strategy) {
      throw new AppError("conflict", "This request id was used for another backtest.");
    }
    return {
      value: backtest,
      audit: { entityId: backtest.id, after: { source: input.source, strategy: input.strategy, params } },
      events: backtest.id === id ? [{ type: BACKTEST_REQUESTED, backtestId: id }] : [],
    };
  },
});
