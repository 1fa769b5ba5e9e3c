import { expect, it } from "vitest";
import { reminderDue, remindersOf } from "./reminders.ts";

const DAY_MS = 86_400_000;
const SINCE = new Date("2026-03-01T12:00:00Z");
const after = (days: number) => new Date(SINCE.getTime() + days * DAY_MS);
const timetable = (graceDays: number) =>
  remindersOf(SINCE, after(graceDays)).map(({ step, at }) => [
    step,
    (at.getTime() - SINCE.getTime()) / DAY_MS,
  ]);

it.each([
  [
    7,
    [
      ["day_after", 1],
      ["halfway", 3.5],
      ["last_day", 6],
    ],
  ],
  [
    14,
    [
      ["day_after", 1],
      ["halfway", 7],
      ["last_day", 13],
    ],
  ],
  [
    3,
    [
      ["day_after", 1],
      ["last_day", 2],
    ],
  ],
  [2, [["last_day", 1]]],
  [1, []],
  [0, []],
])("a grace of %i days is reminded of at %j", (graceDays, expected) => {
  expect(timetable(graceDays)).toEqual(expected);
});

it.each([
  [0, null],
  [0.99, null],
  [1, "day_after"],
  [3.4, "day_after"],
  [3.5, "halfway"],
  [6.9, "last_day"],
  [7, null],
])("after %f of seven days the latest that is due is %s", (days, step) => {
  expect(reminderDue(SINCE, after(7), after(days))).toBe(step);
});
