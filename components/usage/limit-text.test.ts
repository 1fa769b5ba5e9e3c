import { describe, expect, it } from "vitest";
import { limitText, resetText, shareOf, toneOf } from "./limit-text.ts";

const NOW = Date.parse("2026-05-03T09:00:00Z");

describe("a limit in words", () => {
  it("names the window or the unit, never both", () => {
    expect([
      limitText({ used: 1200, limit: 25_000, window: "month", unit: "a month" }),
      limitText({ used: 3, limit: 5, window: "none", unit: "GB" }),
      limitText({ used: 0, limit: 1, window: "none" }),
      limitText({ used: 12, limit: null, window: "day", unit: "a day" }),
    ]).toEqual(["1,200 of 25,000 this month", "3 of 5 GB", "0 of 1", "12 today, unlimited"]);
  });

  it("a reset within the day is a time, a later one a date", () => {
    expect(resetText("2026-05-04T00:00:00.000Z", NOW)).toBe("starts again at 00:00 UTC");
    expect(resetText("2026-06-01T00:00:00.000Z", NOW)).toBe("starts again on 01 Jun 2026");
  });

  it("a limit of nothing is used up, none at all has no share", () => {
    expect(
      [
        { used: 0, limit: 0 },
        { used: 8, limit: 10 },
        { used: 8, limit: null },
      ].map(shareOf),
    ).toEqual([1, 0.8, null]);
    expect([0.79, 0.8, 1].map(toneOf)).toEqual(["accent", "warning", "negative"]);
  });
});
