import type { Backtest } from "./backtest.ts";
import { at } from "./columns.ts";
import { countExposedBars, equityColumn } from "./equity.ts";
import { dailyReturns, tradesAtWeekends } from "./metrics/calendar.ts";
import { type Drawdowns, measureDrawdowns } from "./metrics/drawdown.ts";
import { type EquityFacts, equityMetrics } from "./metrics/equity-metrics.ts";
import { METRIC_NAMES, type Measured, type MetricName, type Metrics } from "./metrics/metric-names.ts";
import { tradeMetrics } from "./metrics/trade-metrics.ts";
import type { Parameters } from "./parameters.ts";
import { measurePeriod, type Period } from "./period.ts";
import { findReportWarnings, type ReportWarning } from "./report-warnings.ts";
import type { RunSettings } from "./settings.ts";
import type { Trade } from "./trade-columns.ts";
import { tradesHash } from "./trades-hash.ts";

export const REPORT_VERSION = 1;

/** A trade still open at the last close; `pnl` and `returnPct` are marked to it, net of the entry fee. */
export interface OpenTrade {
  readonly side: "long" | "short";
  readonly entryTime: number;
  readonly entryBar: number;
  readonly entryPrice: number;
  readonly quantity: number;
  readonly fees: number;
  readonly pnl: number;
  readonly returnPct: number;
}

/** Columns of one entry a bar: Unix ms, quote, and the ratio below the highest equity so far (0 or negative). */
export interface EquityCurve {
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly drawdown: readonly number[];
}

/** What a backtest found: the same object from the command line, the API and a job. */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  readonly strategy: string;
  readonly params: Parameters;
  readonly settings: RunSettings & { readonly tradingDaysPerYear: number };
  readonly period: Period;
  readonly metrics: Metrics;
  readonly trades: readonly Trade[];
  readonly openTrades: readonly OpenTrade[];
  readonly equity: EquityCurve;
  readonly warnings: readonly ReportWarning[];
  readonly tradesHash: string;
}

/** Measures a finished backtest. */
export function buildReport(backtest: Backtest): Report {
  const { run, candles } = backtest;
  const equity = equityColumn(candles, backtest.holdings, candles.length);
  const drawdowns = measureDrawdowns(candles.time, equity, run.settings.cash);
  const facts = equityFacts(backtest, equity, drawdowns);
  const measured = [...equityMetrics(facts), ...tradeMetrics(run.trades)];
  const period = measurePeriod(candles);
  const metrics = toMetrics(measured);
  return {
    version: REPORT_VERSION,
    strategy: run.definition.name,
    params: run.params,
    settings: { ...run.settings, tradingDaysPerYear: facts.tradingDays },
    period,
    metrics,
    trades: run.trades.toArray(),
    openTrades: openTrades(backtest),
    equity: {
      time: Array.from(candles.time),
      value: Array.from(equity),
      drawdown: Array.from(drawdowns.column),
    },
    warnings: findReportWarnings(measured, metrics, period, run.outbox.denials),
    tradesHash: tradesHash(run.trades),
  };
}

function equityFacts(
  { run, candles, holdings }: Backtest,
  equity: Float64Array,
  drawdowns: Drawdowns,
): EquityFacts {
  const last = candles.length - 1;
  const isAlwaysOpen = tradesAtWeekends(candles.time);
  const firstClose = at(candles.close, 0);
  return {
    startEquity: run.settings.cash,
    finalEquity: at(equity, last),
    totalFees: run.totalFees,
    firstClose,
    lastClose: at(candles.close, last),
    from: at(candles.time, 0),
    to: at(candles.time, last),
    drawdowns,
    returns: dailyReturns(candles.time, equity, run.settings.cash, !isAlwaysOpen),
    marketReturns: dailyReturns(candles.time, candles.close, firstClose, !isAlwaysOpen),
    tradingDays: isAlwaysOpen ? 365 : 252,
    exposedBars: countExposedBars(holdings, candles.length),
    bars: candles.length,
  };
}

function toMetrics(measured: readonly Measured[]): Metrics {
  const values = new Map(measured.map(([name, value]) => [name, Number.isFinite(value) ? value : null]));
  return recordOf((name) => values.get(name) ?? null);
}

/** Guarantee: `METRIC_NAMES` lists every key of the record. */
function recordOf(valueFor: (name: MetricName) => number | null): Metrics {
  return Object.fromEntries(METRIC_NAMES.map((name) => [name, valueFor(name)])) as Record<
    MetricName,
    number | null
  >;
}

function openTrades({ run }: Backtest): OpenTrade[] {
  if (run.quantity === 0) return [];
  const { entryTime, entryBar, entryPrice, quantity, tradeFees, close } = run;
  const pnl = quantity * (close - entryPrice) - tradeFees;
  const returnPct = (100 * pnl) / (entryPrice * quantity);
  return [{ side: "long", entryTime, entryBar, entryPrice, quantity, fees: tradeFees, pnl, returnPct }];
}
