import { describe, expect, it } from "vitest";
import { candlesFromRows } from "#server/engine/index.ts";
import { packCandles, unpackCandles } from "./candle-bytes.ts";
import { mergeCandles } from "./merge-candles.ts";

const ROWS = [1, 2, 3, 4, 5].map((n) => ({
  time: n * 60_000,
  open: n,
  high: n + 0.1 + n / 3,
  low: n - 0.3,
  close: n + 0.1,
  volume: n,
}));

describe("mergeCandles", () => {
  it("merges neighbours as an exchange does, the last group as it is", () => {
    expect(mergeCandles(candlesFromRows(ROWS), 2)).toEqual({
      time: [60_000, 240_000],
      open: [1, 4],
      high: [4.1, 5.1 + 5 / 3],
      low: [0.7, 3.7],
      close: [3.1, 5.1],
      volume: [6, 9],
      barsPerCandle: 3,
    });
  });

  it("leaves few bars alone", () => {
    expect(mergeCandles(candlesFromRows(ROWS), 5).time).toHaveLength(5);
  });
});

describe("packCandles", () => {
  it("comes back bit for bit", () => {
    const candles = candlesFromRows(ROWS);
    expect(unpackCandles(packCandles(candles))).toEqual(candles);
  });
});
