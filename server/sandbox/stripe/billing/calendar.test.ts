import { expect, test } from "vitest";
import { addIntervals, nextBoundary } from "./calendar.ts";

const at = (iso: string) => Date.parse(iso) / 1000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);
const every = (interval: "day" | "week" | "month" | "year", interval_count = 1) => ({
  interval,
  interval_count,
  meter: null,
  trial_period_days: null,
  usage_type: "licensed" as const,
});

test("months keep the anchor's day, or fall on the month's last", () => {
  const anchor = at("2026-01-31T12:00:00Z");
  const dates = [1, 2, 3, 13].map((k) => iso(addIntervals(anchor, every("month"), k)));
  expect(dates).toEqual([
    "2026-02-28T12:00:00",
    "2026-03-31T12:00:00",
    "2026-04-30T12:00:00",
    "2027-02-28T12:00:00",
  ]);
});

test("a leap day comes back in leap years", () => {
  const anchor = at("2024-02-29T00:00:00Z");
  expect(iso(addIntervals(anchor, every("year"), 1))).toBe("2025-02-28T00:00:00");
  expect(iso(addIntervals(anchor, every("year"), 4))).toBe("2028-02-29T00:00:00");
});

test("quarters and weeks", () => {
  const anchor = at("2026-11-30T00:00:00Z");
  expect(iso(addIntervals(anchor, every("month", 3), 1))).toBe("2027-02-28T00:00:00");
  expect(iso(addIntervals(anchor, every("week", 2), 1))).toBe("2026-12-14T00:00:00");
});

test("the next boundary lies after the given moment, never on it", () => {
  const anchor = at("2026-01-31T00:00:00Z");
  expect(iso(nextBoundary(anchor, every("month"), anchor))).toBe("2026-02-28T00:00:00");
  expect(iso(nextBoundary(anchor, every("month"), at("2026-02-28T00:00:00Z")))).toBe("2026-03-31T00:00:00");
});
