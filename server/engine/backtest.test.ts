import fc from "fast-check";
import { expect, test } from "vitest";
import { dailyBars, randomCandles } from "#tests/support/candles.ts";
import { runStepByStep } from "#tests/support/step-by-step.ts";
import { Backtest, runBacktest } from "./backtest.ts";
import { sliceCandles } from "./candles.ts";
import { equityColumn } from "./equity.ts";
import type { Parameters } from "./parameters.ts";
import type { RunSettings } from "./settings.ts";
import { smaCross } from "./strategies/sma-cross.ts";
import { SIGNAL, type StrategyDefinition } from "./strategy.ts";
import { validateCandles } from "./validate-candles.ts";

/** Signals said in advance, so that a table of bars tests orders and nothing else. */
function scripted(signals: Record<number, number>): StrategyDefinition {
  return {
    ...smaCross,
    create: () => ({
      advance(_candles, from, to, list) {
        for (let i = from; i < to; i++) if (signals[i] !== undefined) list.add(i, signals[i] ?? 0);
      },
      save: () => ({}),
      restore() {},
    }),
  };
}

const roundTrip = scripted({ 0: SIGNAL.enterLong, 2: SIGNAL.exitLong });
const bars = dailyBars([
  [100, 101, 99, 100],
  [102, 106, 101, 105],
  [105, 111, 104, 110],
  [108, 109, 107, 108],
]);

test("decided on a close, filled at the next open, both ways with fees", () => {
  const { run } = runBacktest(bars, roundTrip, {}, { cash: 1000, takerFee: 0.01, amountStep: 0.001 });
  const quantity = 9.706;
  expect(1000 / (102 * 1.01)).toBeGreaterThan(quantity);
  expect(1000 / (102 * 1.01)).toBeLessThan(quantity + 0.001);
  expect(run.trades.toArray()).toEqual([
    {
      side: "long",
      entryTime: Date.UTC(2024, 0, 2),
      exitTime: Date.UTC(2024, 0, 4),
      entryBar: 1,
      exitBar: 3,
      entryPrice: 102,
      exitPrice: 108,
      quantity,
      fees: expect.closeTo(quantity * 1.02 + quantity * 1.08, 10),
      pnl: expect.closeTo(quantity * 6 - quantity * 2.1, 10),
      returnPct: expect.closeTo((100 * (6 - 2.1)) / 102, 10),
      exitReason: "signal",
      tag: null,
    },
  ]);
  expect(run.cash).toBeCloseTo(1000 + quantity * 3.9, 9);
});

test("same_close fills at the close that decided", () => {
  const { run } = runBacktest(bars, roundTrip, {}, { cash: 1000, fillPolicy: "same_close" });
  expect(run.trades.get(0)).toMatchObject({
    entryBar: 0,
    entryPrice: 100,
    exitBar: 2,
    exitPrice: 110,
    pnl: 100,
  });
});

test("slippage worsens both sides", () => {
  const { run } = runBacktest(bars, roundTrip, {}, { cash: 1000, slippageBps: 100 });
  expect(run.trades.get(0).entryPrice).toBeCloseTo(103.02, 10);
  expect(run.trades.get(0).exitPrice).toBeCloseTo(106.92, 10);
});

const enterOnly = scripted({ 0: SIGNAL.enterLong });

test.each<[string, [number, number, number, number], Partial<RunSettings>, object]>([
  [
    "a stop inside the entry bar",
    [100, 103, 94, 102],
    { stopLoss: 0.05 },
    { exitPrice: 95, exitBar: 1, exitReason: "stop_loss" },
  ],
  [
    "a limit inside the entry bar",
    [100, 112, 99, 110],
    { takeProfit: 0.1 },
    { exitPrice: 110.00000000000001, exitBar: 1, exitReason: "take_profit" },
  ],
  [
    "both inside one bar, so the stop",
    [100, 112, 94, 110],
    { stopLoss: 0.05, takeProfit: 0.1 },
    { exitPrice: 95, exitBar: 1, exitReason: "stop_loss" },
  ],
])("%s closes the trade", (_, entryBar, settings, expected) => {
  const { run } = runBacktest(
    dailyBars([[100, 101, 99, 100], entryBar]),
    enterOnly,
    {},
    { cash: 1000, ...settings },
  );
  expect(run.trades.toArray()).toEqual([expect.objectContaining(expected)]);
  expect(run.quantity).toBe(0);
});

test("a gap below the stop fills at the open, a gap above the limit at the better open", () => {
  const fall = dailyBars([
    [100, 101, 99, 100],
    [100, 101, 99, 100],
    [90, 92, 88, 91],
  ]);
  const stopped = runBacktest(fall, enterOnly, {}, { cash: 1000, stopLoss: 0.05 }).run.trades.get(0);
  expect(stopped).toMatchObject({ exitPrice: 90, exitBar: 2, exitReason: "stop_loss" });
  const rise = dailyBars([
    [100, 101, 99, 100],
    [100, 101, 99, 100],
    [120, 125, 118, 121],
  ]);
  const taken = runBacktest(
    rise,
    enterOnly,
    {},
    { cash: 1000, takeProfit: 0.1, makerFee: 0.01, takerFee: 0.02 },
  ).run;
  expect(taken.trades.get(0)).toMatchObject({ exitPrice: 120, exitBar: 2, exitReason: "take_profit" });
  expect(taken.trades.get(0).fees).toBeCloseTo(taken.trades.get(0).quantity * (100 * 0.02 + 120 * 0.01), 9);
});

test("an exit signal sells at the open before the stop can be reached", () => {
  const candles = dailyBars([
    [100, 101, 99, 100],
    [100, 101, 99, 100],
    [97, 98, 80, 81],
  ]);
  const strategy = scripted({ 0: SIGNAL.enterLong, 1: SIGNAL.exitLong });
  const { run } = runBacktest(candles, strategy, {}, { cash: 1000, stopLoss: 0.05 });
  expect(run.trades.get(0)).toMatchObject({ exitPrice: 97, exitReason: "signal" });
});

test("an open trade stays open and marked to the close, unless trades are finalized", () => {
  const open = runBacktest(bars, enterOnly, {}, { cash: 1020 });
  expect(open.run.trades.length).toBe(0);
  expect(open.run.equity).toBe(1080);
  const closed = runBacktest(
    bars,
    enterOnly,
    {},
    { cash: 1020, finalizeTrades: true, takerFee: 0, stopLoss: 0.5 },
  );
  expect(closed.run.trades.get(0)).toMatchObject({
    exitPrice: 108,
    exitBar: 3,
    exitReason: "end_of_data",
    pnl: 60,
  });
  expect(equityColumn(bars, closed.holdings, 4)).toEqual(Float64Array.of(1020, 1050, 1100, 1080));
});

test("too little money is denied and costs nothing", () => {
  const poor = runBacktest(bars, roundTrip, {}, { cash: 50, amountStep: 1 });
  expect(poor.run.trades.length).toBe(0);
  expect(poor.run.cash).toBe(50);
  expect(poor.run.outbox.denials).toBe(1);
  const small = runBacktest(bars, roundTrip, {}, { cash: 50, minNotional: 60 });
  expect([small.run.cash, small.run.outbox.denials]).toEqual([50, 1]);
});

test("a price that jumps past the funds between close and open is denied, not bought on credit", () => {
  const jump = dailyBars([
    [100, 101, 99, 100],
    [200, 210, 190, 205],
    [205, 210, 200, 205],
  ]);
  const { run } = runBacktest(jump, enterOnly, {}, { cash: 150, amountStep: 1 });
  expect([run.cash, run.quantity, run.outbox.denials]).toEqual([150, 0, 1]);
});

const settingsArbitrary = fc.record({
  cash: fc.constantFrom(50, 1000, 12_345.67),
  size: fc.constantFrom(1, 0.5, 0.1),
  takerFee: fc.constantFrom(0, 0.001, 0.02),
  makerFee: fc.constantFrom(0, 0.0005, -0.0001),
  slippageBps: fc.constantFrom(0, 3),
  stopLoss: fc.constantFrom(null, 0.01, 0.05),
  takeProfit: fc.constantFrom(null, 0.01, 0.08),
  amountStep: fc.constantFrom(1e-8, 0.01, 1),
});
const runArbitrary = fc.record({
  seed: fc.nat(),
  bars: fc.integer({ min: 1, max: 2300 }),
  fast: fc.integer({ min: 1, max: 8 }),
  more: fc.integer({ min: 1, max: 12 }),
  settings: settingsArbitrary,
});

test("the columnar backtest makes the same trades and equity as the fold, bar by bar, to the last bit", () => {
  fc.assert(
    fc.property(runArbitrary, ({ seed, bars: length, fast, more, settings }) => {
      const candles = randomCandles({ seed, bars: length });
      const params = { fast, slow: fast + more };
      const whole = runBacktest(candles, smaCross, params, settings);
      const folded = runStepByStep(candles, smaCross, params, settings);
      expect(folded.trades).toEqual(whole.run.trades.toArray());
      expect(folded.equity).toEqual(Array.from(equityColumn(candles, whole.holdings, length)));
    }),
    { numRuns: 60 },
  );
});

test("a run restored from its JSON after any bar goes on as if it had never stopped", () => {
  fc.assert(
    fc.property(runArbitrary, fc.integer({ min: 1, max: 50 }), (given, every) => {
      const candles = randomCandles({ seed: given.seed, bars: Math.min(300, given.bars) });
      const params = { fast: given.fast, slow: given.fast + given.more };
      const restarted = runStepByStep(candles, smaCross, params, given.settings, (bar) => bar % every === 0);
      const whole = runBacktest(candles, smaCross, params, given.settings);
      expect(restarted.trades).toEqual(whole.run.trades.toArray());
    }),
    { numRuns: 60 },
  );
});

test("portions of any size give the same trades as all bars at once", () => {
  const candles = randomCandles({ seed: 9, bars: 4000 });
  const settings = { stopLoss: 0.03, finalizeTrades: true };
  const whole = runBacktest(candles, smaCross, { fast: 3, slow: 9 }, settings);
  const parts = new Backtest(candles, smaCross, { fast: 3, slow: 9 }, settings);
  while (!parts.isDone) parts.advance(1 + (parts.position % 701));
  expect(parts.run.trades.toArray()).toEqual(whole.run.trades.toArray());
  expect(parts.holdings.length).toBe(whole.holdings.length);
});

test("what comes later never changes a trade already closed", () => {
  const candles = randomCandles({ seed: 11, bars: 1500 });
  const params: Parameters = { fast: 4, slow: 11 };
  const settings = { takerFee: 0.001, stopLoss: 0.04, takeProfit: 0.05 };
  const all = runBacktest(candles, smaCross, params, settings).run.trades.toArray();
  for (const cut of [200, 777, 1024, 1025, 1499]) {
    const until = validateCandles(sliceCandles(candles, 0, cut));
    const trades = runBacktest(until, smaCross, params, settings).run.trades.toArray();
    expect(trades).toEqual(all.filter((trade) => trade.exitBar < cut));
  }
});

test("money is conserved: start + profits of closed trades − entry fee and cost of the open one = cash", () => {
  fc.assert(
    fc.property(runArbitrary, ({ seed, bars: length, fast, more, settings }) => {
      const candles = randomCandles({ seed, bars: length });
      const { run } = runBacktest(candles, smaCross, { fast, slow: fast + more }, settings);
      const profits = run.trades.toArray().reduce((total, trade) => total + trade.pnl, 0);
      const tied = run.quantity > 0 ? run.quantity * run.entryPrice + run.tradeFees : 0;
      expect(Math.abs(settings.cash + profits - tied - run.cash)).toBeLessThan(1e-7 * settings.cash);
      expect(run.cash).toBeGreaterThan(-1e-9);
    }),
    { numRuns: 60 },
  );
});
