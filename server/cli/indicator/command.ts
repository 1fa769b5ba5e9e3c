import { Command } from "commander";
import {
  at,
  INDICATORS,
  type IndicatorDefinition,
  indicatorColumns,
  resolveIndicatorParameters,
} from "#server/engine/index.ts";
import { readParams } from "../read-params.ts";
import { type Output, readCandles, runProgram, UsageError } from "../terminal.ts";

/** Rows are written some at a time, so that a long file needs no copy of itself. */
const ROWS_AT_ONCE = 10_000;

const names = [...INDICATORS.keys()].join(" | ");

/** Prints an indicator over candles as CSV at full precision; answers the exit code. */
export function runIndicatorCommand(argv: readonly string[], output: Output): Promise<number> {
  const program = new Command("indicator")
    .description("Works an indicator out over candles of a CSV file and prints it as CSV.")
    .argument("<name>", names)
    .requiredOption("--candles <file>", "CSV: time|date,open,high,low,close[,volume]")
    .option("--params <json>", "parameters of the indicator; defaults for those left out", readParams, {});
  const work = () => print(program, output);
  return runProgram(program, { argv, output, flagOf: {}, work });
}

async function print(program: Command, output: Output): Promise<void> {
  const definition = definitionNamed(program.args[0] ?? "");
  const { candles: file, params: given } = program.opts<{
    candles: string;
    params: Record<string, unknown>;
  }>();
  const params = resolveIndicatorParameters(definition, given);
  const candles = await readCandles(file);
  const columns = Object.values(indicatorColumns(definition, candles, params));
  output.out(`${["time", ...definition.outputs].join(",")}\n`);
  for (let from = 0; from < candles.length; from += ROWS_AT_ONCE) {
    const rows: string[] = [];
    for (let bar = from; bar < Math.min(from + ROWS_AT_ONCE, candles.length); bar++) {
      rows.push([at(candles.time, bar), ...columns.map((column) => cell(at(column, bar)))].join(","));
    }
    output.out(`${rows.join("\n")}\n`);
  }
}

/** Empty before the indicator is warm. */
const cell = (value: number): string => (Number.isNaN(value) ? "" : String(value));

function definitionNamed(name: string): IndicatorDefinition {
  const definition = INDICATORS.get(name);
  if (!definition) throw new UsageError(`There is no indicator "${name}"; known: ${names}`);
  return definition;
}
