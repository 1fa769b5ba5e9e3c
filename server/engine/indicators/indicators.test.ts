import { expect, test } from "vitest";
import { randomCandles } from "#tests/support/candles.ts";
import { at } from "../columns.ts";
import { Rsi } from "./rsi.ts";
import { Sma } from "./sma.ts";

test("SMA is the mean of its window on a long column, however it is cut", () => {
  const { close } = randomCandles({ seed: 5, bars: 5000 });
  const one = new Sma(37);
  const whole = close.map((value) => one.next(value));
  const cut = new Sma(37);
  for (let from = 0; from < 5000; ) {
    const to = Math.min(5000, from + 1 + ((from * 7919) % 400));
    const out = new Float64Array(to - from);
    cut.fill(close, from, to, out);
    expect(out).toEqual(whole.slice(from, to));
    from = to;
  }
  for (let i = 36; i < 5000; i++) {
    const mean = close.slice(i - 36, i + 1).reduce((sum, value) => sum + value, 0) / 37;
    expect(Math.abs(at(whole, i) / mean - 1)).toBeLessThan(1e-13);
  }
  expect(whole.slice(0, 36).every(Number.isNaN)).toBe(true);
});

test("RSI is 100 when nothing was lost and 0 when nothing was gained", () => {
  const last = (...closes: number[]) => {
    const rsi = new Rsi(3);
    return closes.map((close) => rsi.next(close)).at(-1);
  };
  expect(last(1, 2, 3, 4)).toBe(100);
  expect(last(4, 3, 2, 1)).toBe(0);
});
