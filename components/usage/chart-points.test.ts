import { describe, expect, it } from "vitest";
import { chartData } from "./chart-points.ts";

const NOW = Date.parse("2026-05-03T09:00:00Z");
const at = (day: string) => `2026-${day}T00:00:00.000Z`;
const history = (
  limits: { window: "none" | "hour" | "day" | "month"; value: number | null }[],
  isLevel = false,
) => ({
  meter: "m",
  label: "M",
  bucket: "day" as const,
  isLevel,
  limits,
  points: [
    { at: at("04-30"), used: 50 },
    { at: at("05-01"), used: 10 },
    { at: at("05-02"), used: 20 },
    { at: at("05-03"), used: 5 },
  ],
});
const outlook = {
  meter: "m",
  unusual: { method: "", hours: [] },
  forecast: {
    method: "",
    days: [
      { at: at("05-03"), expected: 12, low: 5, high: 20 },
      { at: at("05-04"), expected: 15, low: 11, high: 18 },
      { at: at("05-05"), expected: 15, low: 11, high: 19 },
    ],
    total: { expected: 65, low: 50, high: 80 },
    endsAt: at("06-01"),
    limitReachedAt: null,
  },
};

describe("chartData", () => {
  it("grows towards a limit of the month, and goes on as expected", () => {
    const { points, kind, limit } = chartData(history([{ window: "month", value: 100 }]), outlook, NOW);
    expect({ kind, limit }).toEqual({ kind: "line", limit: 100 });
    expect(points.map(({ used, expected }) => [used, expected])).toEqual([
      [10, null],
      [30, null],
      [35, 35],
      [null, 50],
      [null, 65],
    ]);
    expect(points.at(-1)?.band).toEqual([60, 70]);
  });

  it("stands beside a limit of the day, with the days to come", () => {
    const { points, kind, limit } = chartData(history([{ window: "day", value: 40 }]), outlook, NOW);
    expect({ kind, limit }).toEqual({ kind: "bars", limit: 40 });
    expect(points.map(({ used, expected }) => used ?? expected)).toEqual([50, 10, 20, 5, 15, 15]);
  });

  it("draws a level as it is", () => {
    const { points, kind, limit } = chartData(
      history([{ window: "none", value: null }], true),
      undefined,
      NOW,
    );
    expect({ kind, limit, count: points.length }).toEqual({ kind: "line", limit: null, count: 4 });
  });
});
