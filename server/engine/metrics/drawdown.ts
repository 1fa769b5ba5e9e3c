import { at } from "../columns.ts";
import { DAY_MS } from "./calendar.ts";

export interface Drawdowns {
  /** Ratio below the highest equity so far at each bar, 0 or negative. */
  readonly column: Float64Array;
  readonly peak: number;
  /** Deepest ratio, 0 or negative. */
  readonly deepest: number;
  /** Episodes run from a peak to the bar that reaches it again, or to the end. */
  readonly episodes: number;
  readonly meanDepth: number;
  readonly longestDays: number;
  readonly meanDays: number;
}

/** Drawdowns of bar equity; the first peak is the start balance, at the first bar. */
export function measureDrawdowns(time: Float64Array, equity: Float64Array, start: number): Drawdowns {
  const column = new Float64Array(equity.length);
  const all = { deepest: 0, episodes: 0, depth: 0, days: 0, longest: 0 };
  let peak = start;
  let peakTime = at(time, 0);
  let depth = 0;
  const close = (endTime: number): void => {
    const days = (endTime - peakTime) / DAY_MS;
    all.episodes++;
    all.depth += depth;
    all.days += days;
    all.deepest = Math.min(all.deepest, depth);
    all.longest = Math.max(all.longest, days);
  };
  for (let i = 0; i < equity.length; i++) {
    const value = at(equity, i);
    if (value < peak) {
      const ratio = value / peak - 1;
      column[i] = ratio;
      if (ratio < depth) depth = ratio;
      continue;
    }
    if (depth < 0) close(at(time, i));
    depth = 0;
    peak = value;
    peakTime = at(time, i);
  }
  if (depth < 0) close(at(time, equity.length - 1));
  const { deepest, episodes, longest } = all;
  const meanDepth = all.depth / episodes;
  return { column, peak, deepest, episodes, meanDepth, longestDays: longest, meanDays: all.days / episodes };
}
