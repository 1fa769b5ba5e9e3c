import { gzipSync } from "node:zlib";
import { buildReport, Backtest as EngineBacktest } from "#server/engine/index.ts";
import type { Subscriber } from "#server/kernel/background.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { AppError, isAppError } from "#server/kernel/errors.ts";
import { tenantCtx } from "../audit/index.ts";
import { chooseStrategy } from "../strategies/index.ts";
import { resolveTenant } from "../tenancy/index.ts";
import { loadCandles } from "./candle-source.ts";
import { type Backtest, BacktestSettings } from "./schema.ts";
import { BACKTEST_REQUESTED } from "./start-backtest.ts";
import { completeBacktest, findBacktest, moveBacktest, setProgress } from "./store.ts";

/** Small enough to stay responsive, large enough that reporting costs nothing. */
const PORTIONS = 50;
const MIN_PORTION_BARS = 20_000;

/** Runs queued backtests, one at a time in a process. A job that comes twice, or after a crash, starts over quietly. */
export const backtestRunner: Subscriber = {
  name: "backtest-runner",
  events: [BACKTEST_REQUESTED],
  async run(ports, event, signal) {
    const tenant = await resolveTenant(ports, { id: event.tenantId });
    if (!tenant) return;
    const ctx = tenantCtx(ports, tenant, { type: "system", process: "backtest-runner" });
    const backtest = await findBacktest(ctx.db, String(event.backtestId));
    if (!backtest || !(await begin(ctx, backtest))) return;
    try {
      await simulate(ctx, backtest, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (!isAppError(error)) ports.log.error({ err: error, backtestId: backtest.id }, "backtest");
      const unknown = "Something went wrong on our side. Please start it again.";
      await fail(ctx, backtest, isAppError(error) ? error.message : unknown);
    }
  },
};

async function begin(ctx: Ctx, { id }: Backtest): Promise<boolean> {
  const now = ctx.now();
  if (await moveBacktest(ctx.db, id, ["canceling"], { status: "canceled", finishedAt: now })) {
    announce(ctx, id, { status: "canceled" });
    return false;
  }
  const change = { status: "running" as const, startedAt: now, progress: 0 };
  const isMine = await moveBacktest(ctx.db, id, ["queued", "running"], change);
  if (isMine) announce(ctx, id, { status: "running", progress: 0 });
  return isMine;
}

async function simulate(ctx: Ctx, backtest: Backtest, signal: AbortSignal): Promise<void> {
  const { id } = backtest;
  const { definition, params, settings } = chooseStrategy(
    backtest.strategy,
    backtest.params,
    BacktestSettings.loose().parse(backtest.settings),
  );
  const candles = await loadCandles(ctx, backtest.source);
  if (candles.length <= definition.warmupBars(params)) {
    const needed = definition.warmupBars(params) + 1;
    throw new AppError(
      "unprocessable",
      `This strategy needs at least ${needed} bars; there are ${candles.length}.`,
    );
  }
  const simulation = new EngineBacktest(candles, definition, params, settings);
  const portion = Math.max(MIN_PORTION_BARS, Math.ceil(candles.length / PORTIONS));
  while (!simulation.isDone) {
    simulation.advance(portion);
    const progress = simulation.position / candles.length;
    const status = await setProgress(ctx.db, id, progress);
    if (status !== "running") return cancel(ctx, id);
    if (signal.aborted) throw new Error("The worker is stopping; the backtest starts over elsewhere.");
    announce(ctx, id, { status, progress });
  }
  const report = buildReport(simulation);
  const bytes = new Uint8Array(gzipSync(JSON.stringify(report)));
  const result = { metrics: { ...report.metrics }, report: bytes, finishedAt: ctx.now() };
  if (await completeBacktest(ctx.db, id, result)) announce(ctx, id, { status: "completed", progress: 1 });
  else await cancel(ctx, id);
}

async function cancel(ctx: Ctx, id: string): Promise<void> {
  const change = { status: "canceled" as const, finishedAt: ctx.now() };
  if (await moveBacktest(ctx.db, id, ["canceling"], change)) announce(ctx, id, { status: "canceled" });
}

async function fail(ctx: Ctx, { id }: Backtest, failure: string): Promise<void> {
  await moveBacktest(ctx.db, id, ["running", "canceling"], {
    status: "failed",
    failure,
    finishedAt: ctx.now(),
  });
  announce(ctx, id, { status: "failed", failure });
}

function announce(
  ctx: Ctx,
  id: string,
  data: { status: Backtest["status"]; progress?: number; failure?: string },
) {
  ctx.ports.live.publish(ctx.tenant.id, { topic: "backtest", id, data });
}
