import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { type Candle, candleFault, type ValidCandles, validateCandles } from "#server/engine/index.ts";
import { AppError, isAppError } from "#server/kernel/errors.ts";
import { CandleBuilder } from "./candle-builder.ts";
import { readDecimal, readTime } from "./csv-cells.ts";
import { type CandleHeader, csvFault, readHeader } from "./csv-header.ts";

export interface CsvLimits {
  readonly maxBytes: number;
  readonly maxRows: number;
}

/** How csv-parse is told to answer: cells in order, with the line they end on. */
interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Candles from CSV text: `time|date|timestamp,open,high,low,close[,volume]`, names case-insensitive and in any order, other
 * columns ignored; Unix seconds, Unix ms or ISO dates (UTC); no volume is 0; separated by comma, semicolon or tab.
 * Streams: memory is that of the numbers. Throws `AppError` naming row (1 = the header) and column.
 */
export async function parseCandlesCsv(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: CsvLimits,
): Promise<ValidCandles> {
  const builder = new CandleBuilder();
  const parser = parse({
    bom: true,
    delimiter: [",", ";", "\t"],
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 10_000,
  });
  try {
    await pipeline(Readable.from(textOf(source, limits.maxBytes)), parser, (rows: AsyncIterable<ParsedRow>) =>
      readRows(rows, builder, limits.maxRows),
    );
  } catch (error) {
    throw isAppError(error) ? error : translate(error);
  }
  if (builder.size === 0)
    throw csvFault("The file has no candles: a header and at least one row are needed.");
  return validateCandles(builder.build());
}

async function* textOf(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      const limit = `${Math.floor(maxBytes / 1_000_000)} MB`;
      throw new AppError(
        "too_large",
        `The file is larger than ${limit}. Split it, or use a longer timeframe.`,
        {
          reason: "csv_too_large",
          fields: { csv: `Use a file of at most ${limit}.` },
        },
      );
    }
    if (chunk.includes(0)) throw notText();
    yield decode(decoder, chunk);
  }
}

function decode(decoder: TextDecoder, chunk: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    throw notText();
  }
}

async function readRows(
  rows: AsyncIterable<ParsedRow>,
  builder: CandleBuilder,
  maxRows: number,
): Promise<void> {
  let header: CandleHeader | undefined;
  let previousTime = Number.NEGATIVE_INFINITY;
  for await (const { record, info } of rows) {
    if (header === undefined) {
      header = readHeader(record);
      continue;
    }
    if (builder.size === maxRows)
      throw csvFault(`The file has more than ${maxRows} candles.`, { row: info.lines });
    const candle = readCandle(header, record, info.lines);
    const fault = candleFault(candle, previousTime, info.lines);
    if (fault !== undefined) {
      throw csvFault(`Row ${fault.row}, column ${header.names[fault.column]}: ${fault.message}.`, fault);
    }
    builder.add(candle);
    previousTime = candle.time;
  }
}

function readCandle(header: CandleHeader, record: readonly string[], row: number): Candle {
  if (record.length !== header.width) {
    throw csvFault(`Row ${row} has ${record.length} cells, but the header names ${header.width}.`, { row });
  }
  const number = (column: "open" | "high" | "low" | "close" | "volume"): number => {
    const cell = record[header.index[column]] ?? "";
    if (column === "volume" && cell === "") return 0;
    const value = readDecimal(cell);
    return value ?? rejectCell(row, header.names[column], cell, "a number");
  };
  const cell = record[header.index.time] ?? "";
  return {
    time:
      readTime(cell) ??
      rejectCell(row, header.names.time, cell, "a date or a Unix time in seconds or milliseconds"),
    open: number("open"),
    high: number("high"),
    low: number("low"),
    close: number("close"),
    volume: number("volume"),
  };
}

function rejectCell(row: number, column: string, cell: string, expected: string): never {
  const found = cell === "" ? "the cell is empty" : `"${cell.slice(0, 40)}" is not ${expected}`;
  throw csvFault(`Row ${row}, column ${column}: ${found}.`, { row, column });
}

function notText(): AppError {
  return csvFault("This is not a text file. Export the candles as CSV in UTF-8.");
}

function translate(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const row = typeof error.lines === "number" ? error.lines : 1;
  return csvFault(`Row ${row} cannot be read as CSV: check its quotes and separators.`, { row });
}
