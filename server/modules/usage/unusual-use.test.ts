import { expect, test } from "vitest";
import { type HourUse, unusualHours } from "./unusual-use.ts";

const START = Date.parse("2026-04-01T00:00:00Z");
const HOURS = 29 * 24;
const hours = (use: (index: number) => number): HourUse[] =>
  Array.from({ length: HOURS }, (_, index) => ({
    at: new Date(START + index * 3_600_000),
    used: use(index),
  }));
const last = HOURS - 1;
/** Between 90 and 110, the same for the same hour. */
const noisy = (index: number) => 90 + ((index * 7919) % 21);

test.each([
  ["like every day", (i: number) => noisy(i), []],
  ["ten times as much", (i: number) => (i === last ? 1_000 : noisy(i)), ["high"]],
  ["nothing where there is always something", (i: number) => (i === last ? 0 : noisy(i)), ["low"]],
  ["a fifth more", (i: number) => (i === last ? 120 : noisy(i)), []],
  ["much more, of very little", (i: number) => (i === last ? 19 : 1), []],
  ["from nothing to enough to notice", (i: number) => (i === last ? 20 : 0), ["high"]],
  ["the busy hour of each day", (i: number) => (i % 24 === last % 24 ? 1_000 : 10), []],
  ["a wild meter", (i: number) => (i === last ? 900 : (i * 7919) % 1_000), []],
  ["one odd day before", (i: number) => (i === last - 24 ? 50_000 : i === last ? 1_000 : noisy(i)), ["high"]],
] as const)("%s", (_, use, directions) => {
  expect(unusualHours(hours(use), 1).map(({ direction }) => direction)).toEqual(directions);
});

test("says what is usual, and how far off it is", () => {
  expect(
    unusualHours(
      hours((i) => (i === last ? 500 : 100)),
      24,
    ),
  ).toEqual([{ at: new Date(START + last * 3_600_000), used: 500, usual: 100, z: 27, direction: "high" }]);
});

test("says nothing before two weeks are known", () => {
  expect(unusualHours(hours((i) => (i === last ? 500 : 100)).slice(-13 * 24), 24)).toEqual([]);
});
