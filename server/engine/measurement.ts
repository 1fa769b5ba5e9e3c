import type { Backtest } from "./backtest.ts";
import { at } from "./columns.ts";
import { countExposedBars, equityColumn } from "./equity.ts";
import { dailyReturns, tradesAtWeekends } from "./metrics/calendar.ts";
import { type Drawdowns, measureDrawdowns } from "./metrics/drawdown.ts";
import { type EquityFacts, equityMetrics } from "./metrics/equity-metrics.ts";
import { METRIC_NAMES, type Measured, type MetricName, type Metrics } from "./metrics/metric-names.ts";
import { tradeMetrics } from "./metrics/trade-metrics.ts";
import { measurePeriod, type Period } from "./period.ts";
import { findReportWarnings, type ReportWarning } from "./report-warnings.ts";

/** The numbers of a finished backtest, in columns: what a sweep compares and a job stores. */
export interface Measurement {
  readonly metrics: Metrics;
  readonly period: Period;
  readonly warnings: readonly ReportWarning[];
  readonly tradingDaysPerYear: number;
  /** Equity in quote at each close. */
  readonly equity: Float64Array;
  /** Ratio below the highest equity so far at each close, 0 or negative. */
  readonly drawdown: Float64Array;
}

export function measureBacktest(backtest: Backtest): Measurement {
  const { run, candles } = backtest;
  const equity = equityColumn(candles, backtest.holdings, candles.length);
  const drawdowns = measureDrawdowns(candles.time, equity, run.settings.cash);
  const facts = equityFacts(backtest, equity, drawdowns);
  const measured = [...equityMetrics(facts), ...tradeMetrics(run.trades)];
  const metrics = toMetrics(measured);
  const period = measurePeriod(candles);
  return {
    metrics,
    period,
    warnings: findReportWarnings(measured, metrics, period, run.outbox.denials),
    tradingDaysPerYear: facts.tradingDays,
    equity,
    drawdown: drawdowns.column,
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
