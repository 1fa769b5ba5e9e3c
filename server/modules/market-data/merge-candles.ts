import { at, type Candles } from "#server/engine/index.ts";
import type { CandleColumns } from "./schema.ts";

/** At most `maxBars` candles for a screen: neighbours merged as an exchange merges minutes into hours. */
export function mergeCandles(candles: Candles, maxBars: number): CandleColumns {
  const barsPerCandle = Math.max(1, Math.ceil(candles.length / maxBars));
  const merged: CandleColumns = {
    time: [],
    open: [],
    high: [],
    low: [],
    close: [],
    volume: [],
    barsPerCandle,
  };
  for (let from = 0; from < candles.length; from += barsPerCandle) {
    const to = Math.min(candles.length, from + barsPerCandle);
    let high = Number.NEGATIVE_INFINITY;
    let low = Number.POSITIVE_INFINITY;
    let volume = 0;
    for (let i = from; i < to; i++) {
      high = Math.max(high, at(candles.high, i));
      low = Math.min(low, at(candles.low, i));
      volume += at(candles.volume, i);
    }
    merged.time.push(at(candles.time, from));
    merged.open.push(at(candles.open, from));
    merged.high.push(high);
    merged.low.push(low);
    merged.close.push(at(candles.close, to - 1));
    merged.volume.push(volume);
  }
  return merged;
}
