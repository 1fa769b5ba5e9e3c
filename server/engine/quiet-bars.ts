import type { Candles } from "./candles.ts";
import { at } from "./columns.ts";

/** First bar from `start` on that reaches the stop below (0 = none) or the limit above (Infinity = none), at most `to`. */
export function nextReached(
  candles: Candles,
  stop: number,
  limit: number,
  start: number,
  to: number,
): number {
  const { high, low } = candles;
  let i = start;
  while (i < to && at(low, i) > stop && at(high, i) < limit) i++;
  return i;
}
