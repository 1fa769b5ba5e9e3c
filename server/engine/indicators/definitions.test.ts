import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomCandles } from "#tests/support/candles.ts";
import { readReference, referencePath, warnReferenceMissing } from "#tests/support/trading-reference.ts";
import { type Candles, candlesFromRows, createCandles } from "../candles.ts";
import { at } from "../columns.ts";
import { defaultParameters } from "../parameters.ts";
import { INDICATORS } from "./index.ts";
import { indicatorColumns } from "./indicator-columns.ts";

const definitions = [...INDICATORS.values()];

function prefixOf(candles: Candles, length: number): Candles {
  const prefix = createCandles(length);
  for (const name of ["time", "open", "high", "low", "close", "volume"] as const) {
    prefix[name].set(candles[name].subarray(0, length));
  }
  return prefix;
}

/** Small lengths, so that few bars warm everything up. */
const paramsOf = (name: string, seed: number) =>
  Object.fromEntries(
    (INDICATORS.get(name)?.parameters ?? []).map((each, index) => [
      each.name,
      each.kind === "integer" ? 1 + ((seed + 3 * index) % 9) : each.default,
    ]),
  );

describe.each(definitions.map((each) => [each.name, each] as const))("%s", (name, definition) => {
  test("gives the same bits over a column, bar by bar, and after each bar saved as JSON", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 90 }), fc.nat(8), (seed, length, size) => {
        const candles = randomCandles({ seed, bars: length });
        const params = paramsOf(name, size);
        const columns = indicatorColumns(definition, candles, params);
        const out = new Float64Array(definition.outputs.length);
        let machine = definition.create(params);
        for (let bar = 0; bar < length; bar++) {
          machine.next(candles, bar, out);
          definition.outputs.forEach((output, index) => {
            expect(at(out, index)).toBe(at(columns[output] ?? out, bar));
          });
          const saved = JSON.parse(JSON.stringify(machine.save()));
          machine = definition.create(params);
          machine.restore(saved);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("knows no bar of the future: more bars change nothing before", () => {
    const candles = randomCandles({ seed: 11, bars: 400 });
    const params = defaultParameters(definition.parameters);
    const whole = indicatorColumns(definition, candles, params);
    for (const length of [1, 57, 399]) {
      const half = indicatorColumns(definition, prefixOf(candles, length), params);
      for (const output of definition.outputs) {
        expect(half[output]).toEqual(whole[output]?.slice(0, length));
      }
    }
  });

  test("stays true on long columns and after prices a thousand times as high", () => {
    const bars = 5_000;
    const candles = randomCandles({ seed: 7, bars });
    const params = defaultParameters(definition.parameters);
    const whole = indicatorColumns(definition, candles, params);
    for (const output of definition.outputs) {
      const column = whole[output] ?? new Float64Array();
      expect(column).toHaveLength(bars);
      expect(column.every((value) => Number.isNaN(value) || Number.isFinite(value))).toBe(true);
      expect(column.some((value) => !Number.isNaN(value))).toBe(true);
    }
  });
});

const quotes = referencePath("skender/quotes.csv");
if (quotes === undefined) warnReferenceMissing("indicators against Skender.Stock.Indicators");

describe.skipIf(quotes === undefined)("against Skender.Stock.Indicators", () => {
  const rows = quotes === undefined ? [] : readReference(quotes);
  const candles = candlesFromRows(
    rows.map(({ date = 0, open = 0, high = 0, low = 0, close = 0, volume = 0 }) => ({
      time: date,
      open,
      high,
      low,
      close,
      volume,
    })),
  );

  test.each(definitions.map((each) => [each.name, each] as const))(
    "%s agrees to 1e-9, warm-up included",
    (name, definition) => {
      const expected = readReference(referencePath(`skender/${name}.csv`) ?? "");
      expect(expected).toHaveLength(502);
      const found = indicatorColumns(definition, candles, defaultParameters(definition.parameters));
      const missing = definition.outputs.filter((output) => !(output in (expected[0] ?? {})));
      expect(missing).toEqual([]);
      for (const output of definition.outputs) {
        expected.forEach((row, bar) => {
          const [value, own] = [row[output] ?? Number.NaN, at(found[output] ?? new Float64Array(502), bar)];
          if (Number.isNaN(value)) expect(own, `${output} at ${bar}`).toBeNaN();
          else
            expect(Math.abs(own - value), `${output} at ${bar}: ${own}, not ${value}`).toBeLessThanOrEqual(
              1e-9 * Math.max(1, Math.abs(value)),
            );
        });
      }
    },
  );
});
