import { CANDLE_COLUMNS, type CandleColumn } from "#server/engine/index.ts";
import { AppError } from "#server/kernel/errors.ts";

/** Where each column stands, and what the file calls it. An absent volume has index −1. */
export interface CandleHeader {
  readonly width: number;
  readonly index: Readonly<Record<CandleColumn, number>>;
  readonly names: Readonly<Record<CandleColumn, string>>;
}

const TIME_NAMES = ["time", "date", "timestamp", "datetime"];

export function csvFault(message: string, where: { row?: number; column?: string } = {}): AppError {
  return new AppError("invalid_input", message, {
    reason: "invalid_csv",
    fields: { csv: message },
    ...where,
  });
}

/** Finds the columns by name. Throws when one is missing or named twice. */
export function readHeader(cells: readonly string[]): CandleHeader {
  const names = cells.map((cell) => cell.toLowerCase());
  const place = (column: CandleColumn): number => {
    const accepted = column === "time" ? TIME_NAMES : [column];
    const found = names.flatMap((name, index) => (accepted.includes(name) ? [index] : []));
    const [first, second] = found;
    if (first === undefined) return column === "volume" ? -1 : rejectMissing(column, cells);
    if (second === undefined) return first;
    throw csvFault(`Row 1: the column ${column} is named twice (${cells[first]} and ${cells[second]}).`, {
      row: 1,
      column,
    });
  };
  const index = recordOf(place);
  return { width: cells.length, index, names: recordOf((column) => cells[index[column]] ?? column) };
}

function rejectMissing(column: CandleColumn, cells: readonly string[]): never {
  const wanted = column === "time" ? "time (or date, or timestamp)" : column;
  const found = cells.slice(0, 12).join(", ").slice(0, 120);
  throw csvFault(
    `Row 1: the column ${wanted} is missing. The first row must name the columns; it says: ${found}.`,
    {
      row: 1,
      column,
    },
  );
}

function recordOf<T>(valueFor: (column: CandleColumn) => T): Record<CandleColumn, T> {
  const [time, open, high, low, close, volume] = CANDLE_COLUMNS;
  return {
    [time]: valueFor(time),
    [open]: valueFor(open),
    [high]: valueFor(high),
    [low]: valueFor(low),
    [close]: valueFor(close),
    [volume]: valueFor(volume),
  };
}
