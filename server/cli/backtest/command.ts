import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { type Command, CommanderError } from "commander";
import {
  buildReport,
  EngineError,
  type RunSettings,
  runBacktest,
  strategyNamed,
  type ValidCandles,
} from "#server/engine/index.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { parseCandlesCsv } from "#server/modules/market-data/index.ts";
import { type BacktestOptions, backtestProgram, FLAG_OF } from "./options.ts";
import { equityCsv, reportTable, tradesCsv } from "./print-report.ts";

export interface Output {
  out(text: string): void;
  error(text: string): void;
}

const EXIT = { ok: 0, internal: 1, usage: 2 } as const;
const FILE_LIMITS = { maxBytes: 8e9, maxRows: 50_000_000 };

/** A wrong flag or file; its message is for the person at the terminal. */
class UsageError extends Error {}

/** Runs the command line given as `argv`; answers the exit code: 0, 2 for wrong flags or input, 1 for a defect. */
export async function runBacktestCommand(argv: readonly string[], output: Output): Promise<number> {
  const program = backtestProgram()
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.error });
  try {
    program.parse(argv);
    await runAndPrint(program, output);
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const message = usageMessage(error);
    if (message === undefined) {
      output.error(`Internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
      return EXIT.internal;
    }
    output.error(`error: ${message}\n`);
    return EXIT.usage;
  }
}

function usageMessage(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (error instanceof EngineError) {
    const flag = FLAG_OF[error.path] ?? (error.code === "invalid_parameters" ? "--params" : undefined);
    return flag === undefined ? error.message : `${flag}: ${error.message}`;
  }
  return isAppError(error) ? `--candles: ${error.message}` : undefined;
}

async function runAndPrint(program: Command, output: Output): Promise<void> {
  const options = program.opts<BacktestOptions>();
  const strategy = strategyNamed(options.strategy);
  const candles = await readCandles(options.candles);
  const report = buildReport(runBacktest(candles, strategy, options.params, settingsOf(options)));
  if (options.trades !== undefined) await write("--trades", options.trades, tradesCsv(report));
  if (options.equity !== undefined) await write("--equity", options.equity, equityCsv(report));
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

async function readCandles(file: string): Promise<ValidCandles> {
  try {
    return await parseCandlesCsv(createReadStream(file), FILE_LIMITS);
  } catch (error) {
    throw isAppError(error) ? error : fileError("--candles", file, error);
  }
}

async function write(flag: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw fileError(flag, file, error);
  }
}

function fileError(flag: string, file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "ENOENT") return new UsageError(`${flag}: there is no file ${file}`);
  if (error.code === "EISDIR") return new UsageError(`${flag}: ${file} is a folder`);
  return new UsageError(`${flag}: ${file} cannot be opened (${String(error.code)})`);
}
