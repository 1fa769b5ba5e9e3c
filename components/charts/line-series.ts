import { formatDate } from "../format/time.ts";
import { downsample } from "./downsample.ts";

/** A line in columns of equal length; times in epoch milliseconds, ascending. */
export interface LineSeries {
  time: readonly number[];
  value: readonly number[];
}

export interface LinePoint {
  time: number;
  value: number;
  benchmark: number | null;
}

/** More points than this cannot be told apart on a wide screen. */
const MAX_POINTS = 600;

export function linePoints(series: LineSeries, benchmark?: readonly number[]): LinePoint[] {
  return downsample(series.time, series.value, MAX_POINTS).map((index) => ({
    time: series.time[index] ?? 0,
    value: series.value[index] ?? 0,
    benchmark: benchmark?.[index] ?? null,
  }));
}

/** The chart in one sentence, for those who do not see it. */
export function describeLine(name: string, series: LineSeries, format: (value: number) => string): string {
  const first = series.value[0];
  const last = series.value.at(-1);
  const from = series.time[0];
  const to = series.time.at(-1);
  if (first === undefined || last === undefined || from === undefined || to === undefined)
    return `${name}: no data.`;
  const low = series.value.reduce((least, value) => Math.min(least, value), first);
  const high = series.value.reduce((most, value) => Math.max(most, value), first);
  return `${name} from ${format(first)} on ${formatDate(from)} to ${format(last)} on ${formatDate(to)}; lowest ${format(low)}, highest ${format(high)}.`;
}
