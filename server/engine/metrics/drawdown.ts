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

/** What the episodes closed so far add up to. */
class Episodes {
  count = 0;
  deepest = 0;
  longestDays = 0;
  private depths = 0;
  private days = 0;

  add(depth: number, fromTime: number, toTime: number): void {
    const days = (toTime - fromTime) / DAY_MS;
    this.count++;
    this.depths += depth;
    this.days += days;
    this.deepest = Math.min(this.deepest, depth);
    this.longestDays = Math.max(this.longestDays, days);
  }

  get meanDepth(): number {
    return this.depths / this.count;
  }

  get meanDays(): number {
    return this.days / this.count;
  }
}

/** Drawdowns of bar equity; the first peak is the start balance, at the first bar. */
export function measureDrawdowns(time: Float64Array, equity: Float64Array, start: number): Drawdowns {
  const column = new Float64Array(equity.length);
  const episodes = new Episodes();
  let peak = start;
  let peakTime = at(time, 0);
  let depth = 0;
  for (let i = 0; i < equity.length; i++) {
    const value = at(equity, i);
    if (value < peak) {
      const ratio = value / peak - 1;
      column[i] = ratio;
      if (ratio < depth) depth = ratio;
      continue;
    }
    if (depth < 0) episodes.add(depth, peakTime, at(time, i));
    depth = 0;
    peak = value;
    peakTime = at(time, i);
  }
  if (depth < 0) episodes.add(depth, peakTime, at(time, equity.length - 1));
  const { count, deepest, meanDepth, longestDays, meanDays } = episodes;
  return { column, peak, deepest, episodes: count, meanDepth, longestDays, meanDays };
}
