import { expect, it } from "vitest";
import { holdingColumn } from "./holding-column.ts";

const CANDLES = { time: [0, 10, 20], open: [100, 110, 120], high: [], low: [], close: [110, 120, 90] };

it("follows closes that are known at each time and never a later one", () => {
  expect(holdingColumn([0, 5, 10, 15, 20, 25], CANDLES, 1000)).toEqual([1000, 1000, 1100, 1100, 1200, 1200]);
});

it("is empty without candles", () => {
  expect(holdingColumn([0], { time: [], open: [], high: [], low: [], close: [] }, 1000)).toEqual([]);
});
