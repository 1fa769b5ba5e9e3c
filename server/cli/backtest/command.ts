import type { Command } from "commander";
import { buildReport, type RunSettings, runBacktest, strategyNamed } from "#server/engine/index.ts";
import { type Output, readCandles, runProgram, writeTo } from "../terminal.ts";
import { type BacktestOptions, backtestProgram, FLAG_OF } from "./options.ts";
import { equityCsv, reportTable, tradesCsv } from "./print-report.ts";

/** Runs the command line given as `argv`; answers the exit code. */
export function runBacktestCommand(argv: readonly string[], output: Output): Promise<number> {
  const program = backtestProgram();
  return runProgram(program, { argv, output, flagOf: FLAG_OF, work: () => runAndPrint(program, output) });
}

async function runAndPrint(program: Command, output: Output): Promise<void> {
  const options = program.opts<BacktestOptions>();
  const strategy = strategyNamed(options.strategy);
  const candles = await readCandles(options.candles);
  const report = buildReport(runBacktest(candles, strategy, options.params, settingsOf(options)));
  if (options.trades !== undefined) await writeTo("--trades", options.trades, tradesCsv(report));
  if (options.equity !== undefined) await writeTo("--equity", options.equity, equityCsv(report));
  output.out(options.json ? `${JSON.stringify(report)}\n` : reportTable(report));
}

function settingsOf(options: BacktestOptions): Partial<RunSettings> {
  return {
    cash: options.cash,
    takerFee: options.fee,
    makerFee: options.makerFee ?? options.fee,
    slippageBps: options.slippage,
    fillPolicy: options.fill,
    stopLoss: options.stopLoss ?? null,
    takeProfit: options.takeProfit ?? null,
    size: options.size,
    amountStep: options.step,
    finalizeTrades: options.finalize ?? false,
  };
}
