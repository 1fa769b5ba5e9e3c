import { expect, test } from "vitest";
import { createCandles } from "../candles.ts";
import { checkParameters, resolveParameters, SIGNAL, SignalList } from "../strategy.ts";
import { smaCross } from "./sma-cross.ts";

function signalsOf(closes: readonly number[], fast: number, slow: number): [number, number][] {
  const candles = createCandles(closes.length);
  candles.close.set(closes);
  const list = new SignalList();
  smaCross.create({ fast, slow }).advance(candles, 0, closes.length, list);
  return Array.from({ length: list.length }, (_, index) => [list.bar(index), list.kind(index)]);
}

test("buys where the fast average crosses above and sells where it crosses back, and nowhere else", () => {
  expect(signalsOf([10, 9, 8, 7, 9, 12, 14, 13, 9, 6], 2, 3)).toEqual([
    [5, SIGNAL.enterLong],
    [8, SIGNAL.exitLong],
  ]);
});

test("the side on which the first pair of averages lies is not a cross", () => {
  expect(signalsOf([1, 2, 3, 4, 5, 6], 2, 3)).toEqual([]);
});

test("averages that touch and part again on the same side have not crossed", () => {
  expect(signalsOf([5, 4, 3, 3, 3, 3, 2, 1], 2, 3)).toEqual([]);
  expect(signalsOf([5, 4, 3, 3, 3, 3, 4, 5], 2, 3)).toEqual([[6, SIGNAL.enterLong]]);
});

test("a flat price never trades, whatever its binary fraction", () => {
  const closes = Array.from({ length: 3000 }, (_, index) => (index < 1000 ? 0.1 + index / 7000 : 0.3));
  const crosses = signalsOf(closes, 7, 23);
  expect(crosses.filter(([bar]) => bar > 1100)).toEqual([]);
});

test.each([
  [{ fast: 20, slow: 10 }, "fast", "Fast average (20) must be shorter than the slow average (10)"],
  [{ fast: 10, slow: 10 }, "fast", "Fast average (10) must be shorter than the slow average (10)"],
  [{ fast: 0 }, "fast", "Fast average must be between 1 and 4999, not 0"],
  [{ slow: 2.5 }, "slow", "Slow average must be a whole number"],
  [{ slow: "20" }, "slow", "Slow average must be a number"],
  [{ slow: Number.NaN }, "slow", "Slow average must be a number"],
  [{ speed: 3 }, "speed", 'There is no parameter "speed"; known: fast, slow'],
])("%j is refused at the field", (given, parameter, message) => {
  expect(checkParameters(smaCross, given)).toEqual({ ok: false, faults: [{ parameter, message }] });
  expect(() => resolveParameters(smaCross, given)).toThrow(message);
});

test("parameters left out take their defaults", () => {
  expect(resolveParameters(smaCross, { slow: 30 })).toEqual({ fast: 10, slow: 30 });
});
