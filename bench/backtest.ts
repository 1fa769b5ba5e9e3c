import {
  at,
  buildReport,
  createCandles,
  measureBacktest,
  runBacktest,
  strategyNamed,
  type ValidCandles,
  validateCandles,
  writeCandle,
} from "../server/engine/index.ts";

const BARS = 1_000_000;
const ROUNDS = 40;
const WARM_UP_ROUNDS = 20;
const FAST = 10;
const SLOW = 20;

/** A seeded walk (mulberry32) of one-minute bars that moves about 0.3 % a bar: a cross every 18 bars. */
function walk(): ValidCandles {
  const candles = createCandles(BARS);
  let state = 1;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  let price = 10_000;
  for (let i = 0; i < BARS; i++) {
    const open = price;
    price *= Math.exp((random() - 0.5) * 0.01);
    const high = Math.max(open, price) * (1 + random() * 0.002);
    const low = Math.min(open, price) * (1 - random() * 0.002);
    writeCandle(candles, i, { time: i * 60_000, open, high, low, close: price, volume: 1 });
  }
  return validateCandles(candles);
}

/** What the same two averages cost when nothing is done with them but adding them up. */
function bareLoop(close: Float64Array): number {
  let fast = 0;
  let slow = 0;
  let total = 0;
  for (let i = 0; i < close.length; i++) {
    const value = at(close, i);
    fast += value;
    slow += value;
    if (i >= FAST) fast -= at(close, i - FAST);
    if (i >= SLOW) slow -= at(close, i - SLOW);
    if (i >= SLOW - 1) total += fast / FAST - slow / SLOW;
  }
  return total;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Median milliseconds of each, measured in turns so that a busy moment strikes all alike. */
function measure(works: Record<string, () => unknown>): Record<string, number> {
  const names = Object.keys(works);
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const [name, work] of Object.entries(works)) {
      const start = performance.now();
      work();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])]));
}

const candles = walk();
const strategy = strategyNamed("sma-cross");
const params = { fast: FAST, slow: SLOW };
const fees = { takerFee: 0.001, makerFee: 0.001 };
const backtest = (settings: object): unknown => runBacktest(candles, strategy, params, settings);
const finished = runBacktest(candles, strategy, params, { takerFee: 1e-6, makerFee: 1e-6 });

const times = measure({
  "bare loop of the two averages": () => bareLoop(candles.close),
  "backtest, fee 0.1 %": () => backtest(fees),
  "backtest, fee 0.1 %, stop-loss and take-profit": () =>
    backtest({ ...fees, stopLoss: 0.02, takeProfit: 0.04 }),
  [`backtest that never runs out of money (${finished.run.trades.length} trades)`]: () =>
    backtest({ takerFee: 1e-6, makerFee: 1e-6 }),
  "validation of the candles (once a data set)": () => validateCandles(candles),
  "measurement: equity, drawdown and all metrics": () => measureBacktest(finished),
  "report: the same as JSON arrays, trades and hash": () => buildReport(finished),
});

const bare = times["bare loop of the two averages"] ?? Number.NaN;
process.stdout.write(
  `\nsma-cross ${FAST}/${SLOW} over ${BARS.toLocaleString("en")} bars, median of ${ROUNDS}\n`,
);
for (const [name, time] of Object.entries(times)) {
  const speed = (BARS / time / 1000).toFixed(0).padStart(5);
  process.stdout.write(
    `${name.padEnd(62)}${time.toFixed(2).padStart(8)} ms ${speed} M bars/s  ×${(bare / time).toFixed(2)}\n`,
  );
}
