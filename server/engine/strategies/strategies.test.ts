import { describe, expect, test } from "vitest";
import { randomCandles, seededRandom } from "#tests/support/candles.ts";
import type { Candles } from "../candles.ts";
import { at } from "../columns.ts";
import { INDICATORS } from "../indicators/index.ts";
import { indicatorColumns } from "../indicators/indicator-columns.ts";
import { defaultParameters, type Parameters } from "../parameters.ts";
import { checkParameters, SIGNAL, SignalList, type StrategyMachine } from "../strategy.ts";
import { STRATEGIES, strategyNamed } from "./index.ts";

type Signals = [bar: number, kind: number][];

function drive(machine: StrategyMachine, candles: Candles, from: number, to: number, found: Signals): void {
  const list = new SignalList();
  machine.advance(candles, from, to, list);
  for (let index = 0; index < list.length; index++) found.push([list.bar(index), list.kind(index)]);
}

/** Bars with a signal, taken some bars at a time as `sizes` says; saved as JSON and restored between. */
function signalsOf(name: string, params: Parameters, candles: Candles, nextSize: () => number): Signals {
  const definition = strategyNamed(name);
  const found: Signals = [];
  let machine = definition.create(params);
  for (let from = 0; from < candles.length; ) {
    const to = Math.min(candles.length, from + nextSize());
    drive(machine, candles, from, to, found);
    const saved = JSON.parse(JSON.stringify(machine.save()));
    machine = definition.create(params);
    machine.restore(saved);
    from = to;
  }
  return found;
}

describe.each(STRATEGIES.map((each) => [each.name, each] as const))("%s", (name, definition) => {
  const candles = randomCandles({ seed: 21, bars: 3_000 });
  const params = defaultParameters(definition.parameters);
  const whole = signalsOf(name, params, candles, () => 1_000);

  test("gives the same signals in any chunks, through JSON at each cut", () => {
    const random = seededRandom(4);
    expect(signalsOf(name, params, candles, () => 1 + Math.floor(random() * 40))).toEqual(whole);
    expect(signalsOf(name, params, candles, () => 1)).toEqual(whole);
  });

  test("signals both ways, in the order of bars, and none before it is warm", () => {
    expect(new Set(whole.map(([, kind]) => kind))).toEqual(new Set([SIGNAL.enterLong, SIGNAL.exitLong]));
    expect(whole.map(([bar]) => bar)).toEqual(whole.map(([bar]) => bar).toSorted((a, b) => a - b));
    expect(whole[0]?.[0]).toBeGreaterThanOrEqual(definition.warmupBars(params) - 1);
  });

  test("has sound defaults, in words", () => {
    expect(checkParameters(definition, {})).toEqual({ ok: true, params });
    for (const { label, explanation } of definition.parameters) {
      expect(label.length).toBeGreaterThan(2);
      expect(explanation).toMatch(/\.$/);
    }
    expect(definition.summary).toMatch(/\.$/);
  });
});

/** Where `isAbove` turns, after it was known once: what a cross is, said without the engine's own words for it. */
function turns(isAbove: readonly (boolean | null)[]): Signals {
  const found: Signals = [];
  let before: boolean | null = null;
  for (const [bar, now] of isAbove.entries()) {
    if (now !== null && before !== null && now !== before) found.push([bar, now ? 1 : 2]);
    before = now ?? before;
  }
  return found;
}

describe("against columns", () => {
  const candles = randomCandles({ seed: 33, bars: 2_000 });
  const column = (indicator: string, output: string, params: Parameters) => {
    const definition = INDICATORS.get(indicator);
    if (!definition) throw new Error(indicator);
    const all = { ...defaultParameters(definition.parameters), ...params };
    return indicatorColumns(definition, candles, all)[output] ?? new Float64Array();
  };
  const above = (a: Float64Array, b: Float64Array | number) =>
    Array.from(a, (value, bar) => {
      const other = typeof b === "number" ? b : at(b, bar);
      return Number.isNaN(value - other) ? null : value > other;
    });
  const found = (name: string, params: Parameters) =>
    signalsOf(name, { ...defaultParameters(strategyNamed(name).parameters), ...params }, candles, () => 500);

  test("ema-cross is where the averages cross", () => {
    const [fast, slow] = [column("ema", "ema", { length: 5 }), column("ema", "ema", { length: 13 })];
    expect(found("ema-cross", { fast: 5, slow: 13 })).toEqual(turns(above(fast, slow)));
  });

  test("macd is where it crosses its signal line", () => {
    const [macd, signal] = [column("macd", "macd", {}), column("macd", "signal", {})];
    expect(found("macd", {})).toEqual(turns(above(macd, signal)));
  });

  test("rsi-reversion enters below the lower level and leaves above the upper", () => {
    const rsi = column("rsi", "rsi", { length: 7 });
    const wanted = [
      ...turns(above(rsi, 25)).flatMap(([bar, kind]): Signals => (kind === 2 ? [[bar, 1]] : [])),
      ...turns(above(rsi, 65)).flatMap(([bar, kind]): Signals => (kind === 1 ? [[bar, 2]] : [])),
    ].toSorted(([a], [b]) => a - b);
    expect(found("rsi-reversion", { length: 7, oversold: 25, overbought: 65 })).toEqual(wanted);
  });

  test("bollinger-reversion enters below the lower band and leaves above the middle", () => {
    const { close } = candles;
    const wanted = [
      ...turns(above(close, column("bb", "lowerBand", {}))).flatMap(
        ([bar, kind]): Signals => (kind === 2 ? [[bar, 1]] : []),
      ),
      ...turns(above(close, column("bb", "sma", {}))).flatMap(
        ([bar, kind]): Signals => (kind === 1 ? [[bar, 2]] : []),
      ),
    ].toSorted(([a], [b]) => a - b);
    expect(found("bollinger-reversion", {})).toEqual(wanted);
  });

  test("donchian-breakout enters above the range of the bars before and leaves below the shorter one", () => {
    const [top, bottom] = [
      column("donchian", "upperBand", { length: 20 }),
      column("donchian", "lowerBand", { length: 10 }),
    ];
    const wanted = Array.from(candles.close, (close, bar) =>
      close > at(top, bar) ? 1 : close < at(bottom, bar) ? 2 : 0,
    ).flatMap((kind, bar): Signals => (kind > 0 ? [[bar, kind]] : []));
    expect(found("donchian-breakout", {})).toEqual(wanted);
  });

  test("supertrend is where the close changes the side of the line", () => {
    expect(found("supertrend", {})).toEqual(
      turns(above(candles.close, column("supertrend", "superTrend", {}))),
    );
  });
});

test.each([
  ["ema-cross", { fast: 30 }, "fast"],
  ["macd", { fast: 26 }, "fast"],
  ["rsi-reversion", { oversold: 80 }, "oversold"],
  ["bollinger-reversion", { length: 1 }, "length"],
  ["supertrend", { multiplier: 0 }, "multiplier"],
])("%s refuses %j at the field", (name, given, parameter) => {
  expect(checkParameters(strategyNamed(name), given)).toMatchObject({ ok: false, faults: [{ parameter }] });
});
