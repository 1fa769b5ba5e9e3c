import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomCandles } from "#tests/support/candles.ts";
import { readReference, referencePath, warnReferenceMissing } from "#tests/support/trading-reference.ts";
import { candlesFromRows } from "../candles.ts";
import { at } from "../columns.ts";
import { Atr, atrColumn } from "./atr.ts";
import { Ema, emaColumn } from "./ema.ts";
import { Rsi, rsiColumn } from "./rsi.ts";
import { Sma, smaColumn } from "./sma.ts";

const prices = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });
const period = fc.integer({ min: 1, max: 40 });

const kinds = [
  ["SMA", (length: number) => new Sma(length), smaColumn],
  ["EMA", (length: number) => new Ema(length), emaColumn],
  ["RSI", (length: number) => new Rsi(length), rsiColumn],
] as const;

describe.each(kinds)("%s", (_, create, column) => {
  test("gives bar by bar the bits it gives over a column, and a longer column changes nothing before", () => {
    fc.assert(
      fc.property(prices, period, (values, length) => {
        const one = create(length);
        const whole = column(Float64Array.from(values), length);
        values.forEach((value, index) => {
          expect(one.next(value)).toBe(at(whole, index));
        });
        const half = Math.ceil(values.length / 2);
        expect(column(Float64Array.from(values.slice(0, half)), length)).toEqual(whole.slice(0, half));
      }),
    );
  });

  test("goes on from what was saved as JSON as if nothing had happened", () => {
    fc.assert(
      fc.property(prices, period, fc.nat(299), (values, length, cut) => {
        const whole = column(Float64Array.from(values), length);
        const before = create(length);
        const after = create(length);
        values.slice(0, cut).forEach((value) => {
          before.next(value);
        });
        after.restore(JSON.parse(JSON.stringify(before.save())));
        values.slice(cut).forEach((value, index) => {
          expect(after.next(value)).toBe(at(whole, cut + index));
        });
      }),
    );
  });
});

test("SMA is the mean of its window on a long column, however it is cut", () => {
  const { close } = randomCandles({ seed: 5, bars: 5000 });
  const whole = smaColumn(close, 37);
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

test("ATR gives bar by bar the bits it gives over columns, and survives JSON", () => {
  const candles = randomCandles({ seed: 3, bars: 200 });
  const whole = atrColumn(candles, 14);
  let atr = new Atr(14);
  for (let i = 0; i < 200; i++) {
    atr = new Atr(14).restore(JSON.parse(JSON.stringify(atr.save())));
    expect(atr.next(at(candles.high, i), at(candles.low, i), at(candles.close, i))).toBe(at(whole, i));
  }
});

test("RSI is 100 when nothing was lost and 0 when nothing was gained", () => {
  expect(at(rsiColumn(Float64Array.of(1, 2, 3, 4), 3), 3)).toBe(100);
  expect(at(rsiColumn(Float64Array.of(4, 3, 2, 1), 3), 3)).toBe(0);
});

const quotes = referencePath("skender/quotes.csv");
if (quotes === undefined) warnReferenceMissing("indicators against Skender.Stock.Indicators");

describe.skipIf(quotes === undefined)("against Skender.Stock.Indicators", () => {
  const rows = quotes === undefined ? [] : readReference(quotes);
  const candles = candlesFromRows(
    rows.map((row) => ({
      time: row.date ?? 0,
      open: row.open ?? 0,
      high: row.high ?? 0,
      low: row.low ?? 0,
      close: row.close ?? 0,
      volume: row.volume ?? 0,
    })),
  );
  test.each([
    ["sma", 20, (length: number) => smaColumn(candles.close, length)],
    ["ema", 20, (length: number) => emaColumn(candles.close, length)],
    ["rsi", 14, (length: number) => rsiColumn(candles.close, length)],
    ["atr", 14, (length: number) => atrColumn(candles, length)],
  ] as const)("%s %i agrees to 1e-9, warm-up included", (name, length, column) => {
    const expected = readReference(referencePath(`skender/${name}.csv`) ?? "").map(
      (row) => row[name] ?? Number.NaN,
    );
    const found = column(length);
    expect(expected.length).toBe(502);
    expected.forEach((value, index) => {
      if (Number.isNaN(value)) expect(at(found, index)).toBeNaN();
      else expect(Math.abs(at(found, index) / value - 1)).toBeLessThan(1e-9);
    });
  });
});
