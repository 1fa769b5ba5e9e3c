import { expect, test } from "vitest";
import { candlesFromRows } from "#server/engine/index.ts";
import { equityCurve } from "./equity-curve.ts";

const candles = candlesFromRows(
  [100, 110, 120, 90].map((close, i) => ({
    time: i * 1000,
    open: 100,
    high: 200,
    low: 50,
    close,
    volume: 1,
  })),
);

test("each close is valued at what was held by then", () => {
  const holdings = [
    { time: 1000, cash: 500, quantity: 5 },
    { time: 3999, cash: 1100, quantity: 0 },
  ];
  expect(equityCurve(candles, 1000, holdings, 1000)).toEqual({
    time: [1000, 2000, 3000, 4000],
    value: [1000, 1050, 1100, 1100],
    drawdown: [0, 0, 0, 0],
  });
});

test("several changes within one candle leave the last, and a fall is measured from the highest", () => {
  const holdings = [
    { time: 10, cash: 0, quantity: 10 },
    { time: 20, cash: 400, quantity: 6 },
  ];
  const { value, drawdown } = equityCurve(candles, 1000, holdings, 1000);
  expect(value).toEqual([1000, 1060, 1120, 940]);
  expect(drawdown[3]).toBeCloseTo(940 / 1120 - 1, 12);
});
