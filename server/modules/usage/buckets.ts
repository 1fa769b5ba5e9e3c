import { windowAt } from "../entitlements/index.ts";
import type { CalendarWindow } from "./use.ts";

/** Beginnings of all windows that touch [from, to), oldest first; UTC. */
export function bucketsBetween(bucket: CalendarWindow, from: Date, to: Date, max: number): Date[] {
  const starts: Date[] = [];
  for (let at = from; at < to && starts.length < max; ) {
    const span = windowAt(bucket, at);
    if (!span) break;
    starts.push(span.start);
    at = span.end;
  }
  return starts;
}

interface Point {
  at: Date;
  used: number;
}

/**
 * A value for every bucket. Where nothing was counted, nothing was used; a level stays what it was.
 * @param before what there was of a level before the first
 */
export function fillBuckets(
  starts: readonly Date[],
  counts: readonly Point[],
  { isLevel, before = 0 }: { isLevel: boolean; before?: number },
): Point[] {
  const known = new Map(counts.map(({ at, used }) => [at.getTime(), used]));
  let level = before;
  return starts.map((at) => {
    const used = known.get(at.getTime()) ?? (isLevel ? level : 0);
    level = used;
    return { at, used };
  });
}
