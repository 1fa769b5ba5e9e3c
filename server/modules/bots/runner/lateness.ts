import { TIMEFRAME_MS, type Timeframe } from "#server/exchanges/index.ts";

const LONGEST_DELAY_MS = 5 * 60_000;

/**
 * Whether a candle that opened at `openTime` is seen so late that its close is no price to buy at any more:
 * a whole candle later, or five minutes, whichever is sooner.
 */
export function isLate(openTime: number, timeframe: Timeframe, now: number): boolean {
  const step = TIMEFRAME_MS[timeframe];
  return now - (openTime + step) >= Math.min(step, LONGEST_DELAY_MS);
}
