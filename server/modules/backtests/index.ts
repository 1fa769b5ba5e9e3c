export { cancelBacktest } from "./cancel-backtest.ts";
export { getBacktest } from "./get-backtest.ts";
export { getBacktestCandles } from "./get-backtest-candles.ts";
export { getBacktestReport } from "./get-backtest-report.ts";
export { listBacktests } from "./list-backtests.ts";
export { backtestRunner } from "./run-backtest.ts";
export { startBacktest } from "./start-backtest.ts";
