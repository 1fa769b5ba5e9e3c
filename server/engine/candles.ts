import { at } from "./columns.ts";

/** One bar. `time` is the Unix time in milliseconds (UTC) of the bar's open; prices in quote, volume in base. */
export interface Candle {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Bars as columns of equal length, oldest first. */
export interface Candles {
  readonly length: number;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

export const CANDLE_COLUMNS = ["time", "open", "high", "low", "close", "volume"] as const;
export type CandleColumn = (typeof CANDLE_COLUMNS)[number];

export function createCandles(length: number): Candles {
  return {
    length,
    time: new Float64Array(length),
    open: new Float64Array(length),
    high: new Float64Array(length),
    low: new Float64Array(length),
    close: new Float64Array(length),
    volume: new Float64Array(length),
  };
}

export function writeCandle(candles: Candles, index: number, candle: Candle): void {
  candles.time[index] = candle.time;
  candles.open[index] = candle.open;
  candles.high[index] = candle.high;
  candles.low[index] = candle.low;
  candles.close[index] = candle.close;
  candles.volume[index] = candle.volume;
}

export function candleAt(candles: Candles, index: number): Candle {
  return {
    time: at(candles.time, index),
    open: at(candles.open, index),
    high: at(candles.high, index),
    low: at(candles.low, index),
    close: at(candles.close, index),
    volume: at(candles.volume, index),
  };
}

export function candlesFromRows(rows: readonly Candle[]): Candles {
  const candles = createCandles(rows.length);
  rows.forEach((row, index) => {
    writeCandle(candles, index, row);
  });
  return candles;
}

/** Bars `from` (inclusive) to `to` (exclusive) as views: nothing is copied. */
export function sliceCandles(candles: Candles, from: number, to: number): Candles {
  return {
    length: to - from,
    time: candles.time.subarray(from, to),
    open: candles.open.subarray(from, to),
    high: candles.high.subarray(from, to),
    low: candles.low.subarray(from, to),
    close: candles.close.subarray(from, to),
    volume: candles.volume.subarray(from, to),
  };
}
