import type { TradeMark } from "./candles.ts";

/** Moves each mark to the candle that holds its time, one a side; marks before the first candle are left out. */
export function snapMarks(marks: readonly TradeMark[], candleTimes: readonly number[]): TradeMark[] {
  const taken = new Set<string>();
  return marks.flatMap((mark) => {
    const time = candleTimes[lastAtOrBefore(candleTimes, mark.time)];
    const place = `${mark.side} ${time}`;
    if (time === undefined || taken.has(place)) return [];
    taken.add(place);
    return [{ ...mark, time }];
  });
}

/** Index of the last entry of an ascending column that is not after `time`; −1 when all are. */
function lastAtOrBefore(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
