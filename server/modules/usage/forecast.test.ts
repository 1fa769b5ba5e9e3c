import { describe, expect, test } from "vitest";
import { type DayUse, forecastUse, limitReachedAt } from "./forecast.ts";

const DAY_MS = 86_400_000;
/** A Friday. */
const TODAY = new Date("2026-05-15T00:00:00Z");
const END = new Date("2026-06-01T00:00:00Z");

const days = (count: number, use: (at: Date, index: number) => number): DayUse[] =>
  Array.from({ length: count }, (_, index) => {
    const at = new Date(TODAY.getTime() - (count - index) * DAY_MS);
    return { at, used: use(at, index) };
  });
const sofar = (past: readonly DayUse[]) =>
  past.filter(({ at }) => at.getUTCMonth() === TODAY.getUTCMonth()).reduce((sum, { used }) => sum + used, 0);
const run = (past: readonly DayUse[], today = 0) =>
  forecastUse(past, { at: TODAY, used: today }, { usedBefore: sofar(past), end: END });

const isWeekend = (at: Date) => [0, 6].includes(at.getUTCDay());

describe("forecastUse", () => {
  test.each([
    ["steady", days(56, () => 100), 3_100, 0],
    ["growing by 2 a day", days(56, (_, index) => 10 + 2 * index), 3_782, 30],
    ["weekdays only", days(56, (at) => (isWeekend(at) ? 0 : 50)), 1_050, 0],
    ["a short history", days(5, () => 20), 440, 0],
    ["begun ten days ago", days(56, (_, index) => (index < 46 ? 0 : 30)), 810, 0],
  ] as const)("%s", (_, past, total, within) => {
    const forecast = run(past);
    expect(Math.abs((forecast?.total.expected ?? 0) - total)).toBeLessThanOrEqual(within);
  });

  test("knows weekends", () => {
    const expected = run(days(56, (at) => (isWeekend(at) ? 10 : 100)))?.days.map((day) => day.expected);
    expect(expected?.slice(0, 7)).toEqual([100, 10, 10, 100, 100, 100, 100]);
  });

  test("the band is as wide as days stray, and nothing is below what is used", () => {
    const calm = run(days(56, () => 100));
    expect(calm?.total).toEqual({ expected: 3_100, low: 3_100, high: 3_100 });
    const wild = run(
      days(56, (_, index) => (index % 2 === 0 ? 0 : 200)),
      150,
    );
    expect(wild?.total.high).toBeGreaterThan((wild?.total.expected ?? 0) + 400);
    expect(wild?.days[0]).toMatchObject({ low: 150 });
    expect(wild?.days[0]?.expected).toBeGreaterThanOrEqual(150);
    expect(
      wild?.days.every(({ low, expected, high }) => low <= expected && expected <= high && low >= 0),
    ).toBe(true);
  });

  test("says nothing of two days, nor of none", () => {
    expect(run(days(2, () => 100))).toBeNull();
    expect(run(days(56, () => 0))).toBeNull();
  });

  test("names its method", () => {
    expect(run(days(56, () => 1))?.method).toContain("weekday");
    expect(run(days(5, () => 1))?.method).toContain("Average");
  });

  test("the day on which a limit is expected to be reached", () => {
    const past = days(56, () => 100);
    const forecast = run(past);
    if (!forecast) throw new Error("no forecast");
    expect(limitReachedAt(forecast, sofar(past), 2_000)?.toISOString()).toBe("2026-05-21T00:00:00.000Z");
    expect(limitReachedAt(forecast, sofar(past), 3_100)).toBeNull();
    expect(limitReachedAt(forecast, sofar(past), null)).toBeNull();
  });
});
