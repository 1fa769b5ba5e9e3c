import { at } from "../columns.ts";

export const DAY_MS = 86_400_000;

/** Share of week-end days above which a market is taken to trade all week. An even week has 2/7. */
const WEEKEND_SHARE = (2 / 7) * 0.6;

const SATURDAY = 6;
const SUNDAY = 0;

/** True when the days with bars include week-ends about as often as other days. */
export function tradesAtWeekends(time: Float64Array): boolean {
  let days = 0;
  let weekendDays = 0;
  let dayEnd = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < time.length; i++) {
    if (at(time, i) < dayEnd) continue;
    const day = Math.floor(at(time, i) / DAY_MS);
    const weekday = (day + 4) % 7;
    dayEnd = (day + 1) * DAY_MS;
    days++;
    if (weekday === SATURDAY || weekday === SUNDAY) weekendDays++;
  }
  return weekendDays > days * WEEKEND_SHARE;
}

/**
 * Daily (UTC) simple returns of a value known at each bar: last of the day against last of the day before, the first against `start`.
 * A day without bars returns 0 (the value is carried forward), unless `skipsEmptyDays` (markets that close at week-ends).
 */
export function dailyReturns(
  time: Float64Array,
  values: Float64Array,
  start: number,
  skipsEmptyDays: boolean,
): number[] {
  const returns: number[] = [];
  let previous = start;
  let day = Math.floor(at(time, 0) / DAY_MS);
  let dayEnd = (day + 1) * DAY_MS;
  for (let i = 1; i < time.length; i++) {
    if (at(time, i) < dayEnd) continue;
    const last = at(values, i - 1);
    returns.push(last / previous - 1);
    previous = last;
    const today = Math.floor(at(time, i) / DAY_MS);
    if (!skipsEmptyDays) for (let empty = day + 1; empty < today; empty++) returns.push(0);
    day = today;
    dayEnd = (day + 1) * DAY_MS;
  }
  returns.push(at(values, time.length - 1) / previous - 1);
  return returns;
}
