import { z } from "zod";
import { CandleColumns } from "../market-data/schema.ts";
import { Timeframe } from "../venues/schema.ts";

/** Where the candles come from: uploaded data, or a market of the demo exchange between two times. */
export const CandleSource = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("dataset"), datasetId: z.string().min(1).max(64) }),
  z.strictObject({
    type: z.literal("market"),
    market: z.string().min(1).max(40),
    timeframe: Timeframe,
    from: z.iso.datetime(),
    to: z.iso.datetime(),
  }),
]);
export type CandleSource = z.output<typeof CandleSource>;

/** Ratios are plain numbers: 0.002 is 0.2 %. What is left out takes the engine's default. */
export const BacktestSettings = z.strictObject({
  cash: z.number().default(10_000),
  size: z.number().default(1),
  takerFee: z.number().default(0.001),
  makerFee: z.number().default(0.001),
  slippageBps: z.number().default(0),
  fillPolicy: z.enum(["next_open", "same_close"]).default("next_open"),
  stopLoss: z.number().nullable().default(null),
  takeProfit: z.number().nullable().default(null),
  finalizeTrades: z.boolean().default(true),
});

export const StartBacktestInput = z.strictObject({
  /** Made by the client, once a form: asking twice with the same id starts one backtest. */
  requestId: z.string().min(8).max(64),
  source: CandleSource,
  strategy: z.string().min(1).max(40),
  params: z.record(z.string().max(40), z.number()).default({}),
  settings: BacktestSettings.prefault({}),
});

export const BACKTEST_STATUSES = [
  "queued",
  "running",
  "canceling",
  "canceled",
  "completed",
  "failed",
] as const;

const Metrics = z.record(z.string(), z.number().nullable());

export const Backtest = z.object({
  id: z.string(),
  status: z.enum(BACKTEST_STATUSES),
  /** 0 to 1. */
  progress: z.number(),
  source: CandleSource,
  /** The source in words: `BTC-USD · 1h` or the name of the data. */
  sourceLabel: z.string(),
  strategy: z.string(),
  params: z.record(z.string(), z.number()),
  settings: z.record(z.string(), z.unknown()),
  /** Null until it is completed. */
  metrics: Metrics.nullable(),
  /** Why it failed, in words. */
  failure: z.string().nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Backtest = z.output<typeof Backtest>;

export const ListBacktestsInput = z.strictObject({
  limit: z.number().int().min(1).max(100).default(50),
  /** The id of the last one seen. */
  before: z.string().optional(),
});
export const Backtests = z.array(Backtest);

export const BacktestId = z.strictObject({ backtestId: z.string().min(1).max(64) });

export const BacktestReportInput = z.strictObject({
  backtestId: z.string().min(1).max(64),
  /** Thins the equity columns to about this many points for a screen; left out, they come whole. */
  maxPoints: z.number().int().min(50).max(10_000).optional(),
});

const Side = z.enum(["long", "short"]);

/** The versioned report of the engine, as documented in docs/engine.md. */
export const BacktestReport = z.object({
  version: z.number(),
  strategy: z.string(),
  params: z.record(z.string(), z.number()),
  settings: z.record(z.string(), z.unknown()),
  period: z.object({ from: z.number(), to: z.number(), bars: z.number(), gaps: z.number() }),
  metrics: Metrics,
  trades: z.array(
    z.object({
      side: Side,
      entryTime: z.number(),
      exitTime: z.number(),
      entryBar: z.number(),
      exitBar: z.number(),
      entryPrice: z.number(),
      exitPrice: z.number(),
      quantity: z.number(),
      fees: z.number(),
      pnl: z.number(),
      returnPct: z.number(),
      exitReason: z.string(),
      tag: z.string().nullable().optional(),
    }),
  ),
  openTrades: z.array(
    z.object({
      side: Side,
      entryTime: z.number(),
      entryBar: z.number(),
      entryPrice: z.number(),
      quantity: z.number(),
      fees: z.number(),
      pnl: z.number(),
      returnPct: z.number(),
    }),
  ),
  equity: z.object({
    time: z.array(z.number()),
    value: z.array(z.number()),
    drawdown: z.array(z.number()),
  }),
  warnings: z.array(z.object({ code: z.string(), metric: z.string().nullable(), message: z.string() })),
  tradesHash: z.string(),
});
export type BacktestReport = z.output<typeof BacktestReport>;

export const BacktestCandlesInput = z.strictObject({
  backtestId: z.string().min(1).max(64),
  maxBars: z.number().int().min(10).max(5_000).default(1_500),
});
export const BacktestCandles = CandleColumns;
