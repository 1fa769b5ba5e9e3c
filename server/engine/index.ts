export { Backtest, runBacktest } from "./backtest.ts";
export {
  CANDLE_COLUMNS,
  type Candle,
  type CandleColumn,
  type Candles,
  candleAt,
  candlesFromRows,
  createCandles,
  sliceCandles,
  writeCandle,
} from "./candles.ts";
export { at } from "./columns.ts";
export { EngineError, type EngineErrorCode } from "./engine-error.ts";
export type {
  CancelCommand,
  Command,
  DenyCommand,
  RunEvent,
  SubmitCommand,
  TradeCommand,
} from "./events.ts";
export type { IndicatorDefinition, IndicatorMachine } from "./indicators/definition.ts";
export { INDICATORS, resolveIndicatorParameters } from "./indicators/index.ts";
export { indicatorColumns } from "./indicators/indicator-columns.ts";
export { buyLimitFill, buyStopFill, NO_FILL, sellLimitFill, sellStopFill } from "./matching.ts";
export { type Measurement, measureBacktest } from "./measurement.ts";
export { METRIC_NAMES, type MetricName, type Metrics } from "./metrics/metric-names.ts";
export { ORDER_ROLES, type OrderRole } from "./order-slot.ts";
export { DENIAL_REASONS, type DenialReason } from "./outbox.ts";
export type { ParameterDefinition, ParameterFault, Parameters, ParameterUnit } from "./parameters.ts";
export { inferTimeframeMs, measurePeriod, type Period } from "./period.ts";
export { affordableQuantity, buyPrice, roundDown, roundUp, sellPrice } from "./pricing.ts";
export { buildReport, type EquityCurve, type OpenTrade, REPORT_VERSION, type Report } from "./report.ts";
export type { ReportWarning } from "./report-warnings.ts";
export { createRun, type Run, TRADING_MODES, type TradingMode } from "./run.ts";
export { restoreRun, saveRun } from "./run-snapshot.ts";
export {
  DEFAULT_SETTINGS,
  FILL_POLICIES,
  type FillPolicy,
  type RunSettings,
  resolveSettings,
} from "./settings.ts";
export type { Snapshot } from "./snapshot-reading.ts";
export { step } from "./step.ts";
export { findStrategy, STRATEGIES, strategyNamed } from "./strategies/index.ts";
export {
  checkParameters,
  type ParameterCheck,
  resolveParameters,
  type StrategyDefinition,
} from "./strategy.ts";
export { EXIT_REASONS, type ExitReason, type Trade, type TradeTag } from "./trade-columns.ts";
export {
  type CandleFault,
  candleFault,
  findCandleFault,
  type ValidCandles,
  validateCandles,
} from "./validate-candles.ts";
export { warmUpRun } from "./warm-up.ts";
