import type { Candles } from "../candles.ts";
import { at } from "../columns.ts";
import { RollingSum } from "../indicators/rolling-sum.ts";
import { type Parameters, parameterOf } from "../parameters.ts";
import { readNumber, readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import {
  CHUNK_BARS,
  SIGNAL,
  type SignalList,
  type StrategyDefinition,
  type StrategyMachine,
} from "../strategy.ts";

/** Two averages closer than this ratio are equal: smaller differences are rounding, not prices. */
const TIE_RATIO = 1e-12;

const UNKNOWN = 0;
const ABOVE = 1;
const BELOW = 2;

const fastSums = new Float64Array(CHUNK_BARS);
const slowSums = new Float64Array(CHUNK_BARS);

/** Compares window sums instead of averages: fast/n > slow/m is fast > slow · n/m, without a division a bar. */
class SmaCross implements StrategyMachine {
  private readonly fast: RollingSum;
  private readonly slow: RollingSum;
  private readonly ratio: number;
  private side = UNKNOWN;

  constructor(params: Parameters) {
    this.fast = new RollingSum(parameterOf(params, "fast"));
    this.slow = new RollingSum(parameterOf(params, "slow"));
    this.ratio = this.fast.period / this.slow.period;
  }

  advance(candles: Candles, from: number, to: number, signals: SignalList): void {
    const count = to - from;
    this.fast.fill(candles.close, from, to, fastSums);
    this.slow.fill(candles.close, from, to, slowSums);
    let i = this.side === UNKNOWN ? this.findSide(count) : 0;
    while (i < count) {
      const isAbove = this.side === ABOVE;
      i = isAbove ? nextBelow(this.ratio, i, count) : nextAbove(this.ratio, i, count);
      if (i === count) return;
      this.side = isAbove ? BELOW : ABOVE;
      signals.add(from + i, isAbove ? SIGNAL.exitLong : SIGNAL.enterLong);
      i++;
    }
  }

  save(): Snapshot {
    return { fast: this.fast.save(), slow: this.slow.save(), side: this.side };
  }

  restore(saved: Snapshot): void {
    this.fast.restore(readSnapshot(saved, "fast"));
    this.slow.restore(readSnapshot(saved, "slow"));
    this.side = readNumber(saved, "side");
  }

  private findSide(count: number): number {
    const above = nextAbove(this.ratio, 0, count);
    const below = nextBelow(this.ratio, 0, count);
    if (above === below) return count;
    this.side = above < below ? ABOVE : BELOW;
    return Math.min(above, below) + 1;
  }
}

function nextAbove(ratio: number, from: number, count: number): number {
  const above = ratio * (1 + TIE_RATIO);
  let i = from;
  while (i < count && !(at(fastSums, i) > at(slowSums, i) * above)) i++;
  return i;
}

function nextBelow(ratio: number, from: number, count: number): number {
  const below = ratio * (1 - TIE_RATIO);
  let i = from;
  while (i < count && !(at(fastSums, i) < at(slowSums, i) * below)) i++;
  return i;
}

const LONGEST_AVERAGE = 5000;

export const smaCross: StrategyDefinition = {
  name: "sma-cross",
  title: "Moving-average cross",
  summary:
    "Buys when the fast average of closes crosses above the slow one, and sells when it crosses back below.",
  explanation:
    "The fast average follows recent closes; the slow one follows the longer trend. While the fast one is above, the recent price is stronger than the trend, " +
    "and the strategy holds. It earns in long trends and loses small amounts, and fees, when the market moves sideways. " +
    "Averages that merely touch have not crossed, and the side on which the first pair of averages lies is not a cross.",
  parameters: [
    {
      name: "fast",
      label: "Fast average",
      kind: "integer",
      unit: "bars",
      min: 1,
      max: LONGEST_AVERAGE - 1,
      step: 1,
      default: 10,
      explanation: "How many closes the fast average covers. Smaller reacts sooner and trades more.",
    },
    {
      name: "slow",
      label: "Slow average",
      kind: "integer",
      unit: "bars",
      min: 2,
      max: LONGEST_AVERAGE,
      step: 1,
      default: 20,
      explanation: "How many closes the slow average covers. It must be longer than the fast one.",
    },
  ],
  findFaults(params) {
    const fast = parameterOf(params, "fast");
    const slow = parameterOf(params, "slow");
    if (fast < slow) return [];
    return [
      {
        parameter: "fast",
        message: `Fast average (${fast}) must be shorter than the slow average (${slow})`,
      },
    ];
  },
  warmupBars: (params) => parameterOf(params, "slow"),
  create: (params) => new SmaCross(params),
};
