import type { Backtest } from "./backtest.ts";
import { at } from "./columns.ts";
import { measureBacktest } from "./measurement.ts";
import type { Metrics } from "./metrics/metric-names.ts";
import type { Parameters } from "./parameters.ts";
import type { Period } from "./period.ts";
import type { ReportWarning } from "./report-warnings.ts";
import type { Run } from "./run.ts";
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

/** The report of a finished backtest. */
export function buildReport(backtest: Backtest): Report {
  const { run, candles } = backtest;
  const { metrics, period, equity, drawdown, warnings, tradingDaysPerYear } = measureBacktest(backtest);
  return {
    version: REPORT_VERSION,
    strategy: run.definition.name,
    params: run.params,
    settings: { ...run.settings, tradingDaysPerYear },
    period,
    metrics,
    trades: run.trades.toArray(),
    openTrades: openTrades(run),
    equity: { time: numbersOf(candles.time), value: numbersOf(equity), drawdown: numbersOf(drawdown) },
    warnings,
    tradesHash: tradesHash(run.trades),
  };
}

/** A plain array, because JSON has no columns; three times as quick as `Array.from`. */
function numbersOf(column: Float64Array): number[] {
  const numbers: number[] = [];
  for (let i = 0; i < column.length; i++) numbers.push(at(column, i));
  return numbers;
}

function openTrades(run: Run): OpenTrade[] {
  if (run.quantity === 0) return [];
  const { entryTime, entryBar, entryPrice, quantity, tradeFees, close } = run;
  const pnl = quantity * (close - entryPrice) - tradeFees;
  const returnPct = (100 * pnl) / (entryPrice * quantity);
  return [{ side: "long", entryTime, entryBar, entryPrice, quantity, fees: tradeFees, pnl, returnPct }];
}
