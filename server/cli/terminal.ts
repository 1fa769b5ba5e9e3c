import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { type Command, CommanderError } from "commander";
import { EngineError, type ValidCandles } from "#server/engine/index.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { parseCandlesCsv } from "#server/modules/market-data/index.ts";

export interface Output {
  out(text: string): void;
  error(text: string): void;
}

const EXIT = { ok: 0, internal: 1, usage: 2 } as const;
const FILE_LIMITS = { maxBytes: 8e9, maxRows: 50_000_000 };

/** A wrong flag or file; its message is for the person at the terminal. */
export class UsageError extends Error {}

interface ProgramRun {
  argv: readonly string[];
  output: Output;
  /** The flag behind a setting or parameter that the engine refused. */
  flagOf: Readonly<Record<string, string>>;
  work(): Promise<void>;
}

/** Parses the command line and does its work; answers the exit code: 0, 2 for wrong flags or input, 1 for a defect. */
export async function runProgram(
  program: Command,
  { argv, output, flagOf, work }: ProgramRun,
): Promise<number> {
  program.exitOverride().configureOutput({ writeOut: output.out, writeErr: output.error });
  try {
    program.parse(argv);
    await work();
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const message = usageMessage(error, flagOf);
    if (message === undefined) {
      output.error(`Internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
      return EXIT.internal;
    }
    output.error(`error: ${message}\n`);
    return EXIT.usage;
  }
}

function usageMessage(error: unknown, flagOf: ProgramRun["flagOf"]): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (error instanceof EngineError) {
    const flag = flagOf[error.path] ?? (error.code === "invalid_parameters" ? "--params" : undefined);
    return flag === undefined ? error.message : `${flag}: ${error.message}`;
  }
  return isAppError(error) ? `--candles: ${error.message}` : undefined;
}

export async function readCandles(file: string): Promise<ValidCandles> {
  try {
    return await parseCandlesCsv(createReadStream(file), FILE_LIMITS);
  } catch (error) {
    throw isAppError(error) ? error : fileError("--candles", file, error);
  }
}

export async function writeTo(flag: string, file: string, text: string): Promise<void> {
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
