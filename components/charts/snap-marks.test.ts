import { expect, it } from "vitest";
import { snapMarks } from "./snap-marks.ts";

it("puts each mark on the candle that holds its time, once", () => {
  const marks = [5, 10, 14, 25, 99].map((time) => ({ time, side: "buy" as const }));
  expect(snapMarks(marks, [10, 20, 30]).map(({ time }) => time)).toEqual([10, 20, 30]);
});

it("has nowhere to put marks without candles", () =>
  expect(snapMarks([{ time: 1, side: "sell" }], [])).toEqual([]));
