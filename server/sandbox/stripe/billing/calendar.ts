import type { Price } from "../core/collections.ts";

export const DAY = 86_400;
export const HOUR = 3600;

type Recurring = NonNullable<Price["recurring"]>;

/** `anchor` + k intervals, in UTC; months and years keep the anchor's day or fall on the month's last. Seconds. */
export function addIntervals(anchor: number, recurring: Recurring, k: number): number {
  const count = recurring.interval_count * k;
  switch (recurring.interval) {
    case "day":
      return anchor + count * DAY;
    case "week":
      return anchor + count * 7 * DAY;
    case "month":
      return addMonths(anchor, count);
    case "year":
      return addMonths(anchor, count * 12);
    default:
      throw new Error(`Unknown interval: ${recurring.interval}`);
  }
}

/** The first boundary after `from` on the grid that starts at `anchor`. */
export function nextBoundary(anchor: number, recurring: Recurring, from: number): number {
  for (let k = 0; ; k += 1) {
    const boundary = addIntervals(anchor, recurring, k);
    if (boundary > from) return boundary;
  }
}

function addMonths(seconds: number, months: number): number {
  const date = new Date(seconds * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime() / 1000;
}
