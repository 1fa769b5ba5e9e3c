import { CANDLE_COLUMNS, type Candle, type CandleColumn, type Candles, candleAt } from "./candles.ts";
import { at } from "./columns.ts";
import { EngineError } from "./engine-error.ts";

/** What is wrong with one bar. `row` counts from 1. */
export interface CandleFault {
  readonly row: number;
  readonly column: CandleColumn;
  readonly message: string;
}

/** Year 9999: a later time is a unit mistake (microseconds), and would make a calendar of days endless. */
const LATEST_TIME_MS = 253_402_300_799_999;

function numberFault(candle: Candle): [CandleColumn, string] | undefined {
  for (const column of CANDLE_COLUMNS) {
    if (!Number.isFinite(candle[column])) return [column, `${column} is not a number`];
  }
  if (!Number.isInteger(candle.time) || candle.time < 0 || candle.time > LATEST_TIME_MS) {
    return ["time", `time ${candle.time} is not a Unix time in milliseconds`];
  }
  return undefined;
}

function rangeFault(candle: Candle): [CandleColumn, string] | undefined {
  const { open, high, low, close, volume } = candle;
  for (const column of ["open", "high", "low", "close"] as const) {
    if (candle[column] <= 0) return [column, `${column} ${candle[column]} is not above zero`];
  }
  if (low > high) return ["low", `low ${low} is above high ${high}`];
  if (open < low || open > high) return ["open", `open ${open} is outside low ${low} to high ${high}`];
  if (close < low || close > high) return ["close", `close ${close} is outside low ${low} to high ${high}`];
  if (volume < 0) return ["volume", `volume ${volume} is negative`];
  return undefined;
}

function orderFault(time: number, previousTime: number): [CandleColumn, string] | undefined {
  if (time === previousTime) return ["time", `time ${time} appears twice`];
  if (time < previousTime) return ["time", `time ${time} is before the row above it (${previousTime})`];
  return undefined;
}

/** The fault of one bar that follows a bar at `previousTime` (−Infinity for the first), or undefined. */
export function candleFault(candle: Candle, previousTime: number, row: number): CandleFault | undefined {
  const found = numberFault(candle) ?? rangeFault(candle) ?? orderFault(candle.time, previousTime);
  return found === undefined ? undefined : { row, column: found[0], message: found[1] };
}

/** The first fault in the columns, or undefined when every bar is sound. */
export function findCandleFault(candles: Candles): CandleFault | undefined {
  let previousTime = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < candles.length; i++) {
    const time = at(candles.time, i);
    const open = at(candles.open, i);
    const high = at(candles.high, i);
    const low = at(candles.low, i);
    const close = at(candles.close, i);
    const isSound =
      time > previousTime &&
      time >= 0 &&
      time <= LATEST_TIME_MS &&
      low > 0 &&
      low <= open &&
      low <= close &&
      open <= high &&
      close <= high &&
      high < Number.POSITIVE_INFINITY &&
      at(candles.volume, i) >= 0 &&
      at(candles.volume, i) < Number.POSITIVE_INFINITY &&
      Math.floor(time) === time;
    if (!isSound) return candleFault(candleAt(candles, i), previousTime, i + 1);
    previousTime = time;
  }
  return undefined;
}

declare const checked: unique symbol;

/** Candles that went through `validateCandles`; corrupt data never runs. */
export type ValidCandles = Candles & { readonly [checked]: true };

/** Throws `EngineError("invalid_candles")` that names the first bad row and column. */
export function validateCandles(candles: Candles): ValidCandles {
  if (candles.length === 0) throw new EngineError("invalid_candles", "row 1", "There are no candles");
  const fault = findCandleFault(candles);
  if (fault === undefined) return markChecked(candles);
  throw new EngineError(
    "invalid_candles",
    `row ${fault.row} ${fault.column}`,
    `Row ${fault.row}: ${fault.message}`,
  );
}

/** Guarantee: called only where every row has just been found sound. */
function markChecked(candles: Candles): ValidCandles {
  return candles as ValidCandles;
}
