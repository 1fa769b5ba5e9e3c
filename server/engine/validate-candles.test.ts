import { expect, test } from "vitest";
import { candlesOf, randomCandles } from "#tests/support/candles.ts";
import { candlesFromRows } from "./candles.ts";
import { EngineError } from "./engine-error.ts";
import { findCandleFault, validateCandles } from "./validate-candles.ts";

const sound = { time: 60_000, open: 10, high: 12, low: 9, close: 11, volume: 1 };

test.each([
  ["NaN", { open: Number.NaN }, "open", "open is not a number"],
  ["an infinite high", { high: Number.POSITIVE_INFINITY }, "high", "high is not a number"],
  ["low above high", { low: 13 }, "low", "low 13 is above high 12"],
  ["open under low", { open: 8 }, "open", "open 8 is outside low 9 to high 12"],
  ["close over high", { close: 12.5 }, "close", "close 12.5 is outside low 9 to high 12"],
  ["a negative volume", { volume: -1 }, "volume", "volume -1 is negative"],
  ["a zero price", { low: 0 }, "low", "low 0 is not above zero"],
  ["a negative price", { open: -3, low: -4 }, "open", "open -3 is not above zero"],
  ["the same time twice", { time: 0 }, "time", "time 0 appears twice"],
  ["a time that goes back", { time: -1 }, "time", "time -1 is not a Unix time in milliseconds"],
  [
    "a time in microseconds",
    { time: 1.7e15 },
    "time",
    "time 1700000000000000 is not a Unix time in milliseconds",
  ],
])("%s is a fault of row 2", (_, change, column, message) => {
  const candles = candlesFromRows([
    { ...sound, time: 0 },
    { ...sound, ...change },
  ]);
  expect(findCandleFault(candles)).toEqual({ row: 2, column, message });
});

test("an earlier time than the row above is named with both times", () => {
  const candles = candlesFromRows([sound, { ...sound, time: 30_000 }]);
  expect(findCandleFault(candles)?.message).toBe("time 30000 is before the row above it (60000)");
});

test("sound candles have no fault", () => {
  expect(findCandleFault(randomCandles({ seed: 1, bars: 500 }))).toBeUndefined();
});

test("validation throws an engine error that names row and column, and refuses nothing at all", () => {
  expect(() => validateCandles(candlesOf([]))).toThrow(
    new EngineError("invalid_candles", "row 1", "There are no candles"),
  );
  expect(() => validateCandles(candlesOf([[1, 2, 3, 1]]))).toThrow("Row 1: low 3 is above high 2");
});
