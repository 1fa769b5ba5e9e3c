import type { Candles } from "./candles.ts";
import { at } from "./columns.ts";

/** What stretch of time the candles cover. `gaps` counts places where at least one bar is missing. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly bars: number;
  readonly gaps: number;
}

/** The most common distance between two opens in ms (majority vote), 0 for fewer than two bars. */
export function inferTimeframeMs(candles: Candles): number {
  let candidate = 0;
  let votes = 0;
  for (let i = 1; i < candles.length; i++) {
    const distance = at(candles.time, i) - at(candles.time, i - 1);
    if (votes === 0) candidate = distance;
    votes += distance === candidate ? 1 : -1;
  }
  return candidate;
}

export function measurePeriod(candles: Candles): Period {
  const timeframe = inferTimeframeMs(candles);
  let gaps = 0;
  for (let i = 1; i < candles.length; i++) {
    if (at(candles.time, i) - at(candles.time, i - 1) > timeframe) gaps++;
  }
  const last = candles.length - 1;
  return { from: at(candles.time, 0), to: at(candles.time, last), bars: candles.length, gaps };
}
