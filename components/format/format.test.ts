import { describe, expect, it } from "vitest";
import {
  formatCompact,
  formatNumber,
  formatPrice,
  formatSigned,
  formatSignedPercent,
  NO_VALUE,
  trendOf,
} from "./number.ts";
import { formatAxisTime, formatDateTime, formatDuration } from "./time.ts";

describe("numbers", () => {
  it("signs gains and losses with a real minus and leaves zero bare", () => {
    expect([formatSignedPercent(4.2), formatSignedPercent(-4.2), formatSignedPercent(0)]).toEqual([
      "+4.20%",
      "−4.20%",
      "0.00%",
    ]);
    expect(formatSigned(-1234.5)).toBe("−1,234.50");
    expect([formatNumber(-64.98), formatCompact(-1500)]).toEqual(["−64.98", "−1.5K"]);
  });

  it("shows a dash for what has no value instead of NaN", () => {
    for (const empty of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(formatSignedPercent(empty)).toBe(NO_VALUE);
      expect(formatPrice(empty)).toBe(NO_VALUE);
    }
  });

  it("keeps small prices readable", () => {
    expect([formatPrice(64_250.129), formatPrice(2.71449), formatPrice(0.000123)]).toEqual([
      "64,250.13",
      "2.7145",
      "0.000123",
    ]);
  });

  it("shortens large counts", () => expect(formatCompact(10_000)).toBe("10K"));

  it("calls zero flat", () =>
    expect([trendOf(0), trendOf(-1), trendOf(2), trendOf(null)]).toEqual([
      "flat",
      "negative",
      "positive",
      "flat",
    ]));
});

describe("times", () => {
  it("are UTC whatever the machine", () =>
    expect(formatDateTime("2025-03-01T23:30:00Z")).toBe("01 Mar 2025, 23:30"));

  it("months have three letters", () =>
    expect(formatDateTime("2025-09-01T00:00:00Z")).toBe("01 Sep 2025, 00:00"));

  it("durations name their two largest units", () => {
    expect([formatDuration(93_600_000), formatDuration(59_000), formatDuration(3_600_000)]).toEqual([
      "1 d 2 h",
      "59 s",
      "1 h",
    ]);
  });

  it("axis labels follow the span", () => {
    const at = Date.UTC(2025, 2, 1, 13, 5);
    expect([
      formatAxisTime(at, 86_400_000),
      formatAxisTime(at, 30 * 86_400_000),
      formatAxisTime(at, 900 * 86_400_000),
    ]).toEqual(["13:05", "01 Mar", "Mar 2025"]);
  });
});
