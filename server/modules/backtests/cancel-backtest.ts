import { AppError, notFound } from "#server/kernel/errors.ts";
import { command } from "#server/kernel/verb.ts";
import { Backtest, BacktestId } from "./schema.ts";
import { findBacktest, moveBacktest } from "./store.ts";

/** The worker stops at its next step; one that is done already stays as it is. */
export const cancelBacktest = command({
  verb: "backtest.cancel",
  permission: "backtest:write",
  input: BacktestId,
  output: Backtest,
  async run({ ctx, input: { backtestId } }) {
    const before = await findBacktest(ctx.db, backtestId);
    if (!before) throw notFound("This backtest");
    if (!(await moveBacktest(ctx.db, backtestId, ["queued", "running"], { status: "canceling" }))) {
      throw new AppError("conflict", "This backtest has already ended.", { reason: before.status });
    }
    const after = { ...before, status: "canceling" as const };
    return { value: after, audit: { entityId: backtestId, before: before.status, after: after.status } };
  },
});
