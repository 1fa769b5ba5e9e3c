import type { Candles } from "../candles.ts";
import { at } from "../columns.ts";
import { Ema } from "../indicators/ema.ts";
import { bars } from "../indicators/parameters.ts";
import { type Parameters, parameterOf } from "../parameters.ts";
import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { SIGNAL, type SignalList, type StrategyDefinition, type StrategyMachine } from "../strategy.ts";
import { Crossing } from "./crossing.ts";

class EmaCross implements StrategyMachine {
  private readonly fast: Ema;
  private readonly slow: Ema;
  private readonly crossing = new Crossing();

  constructor(params: Parameters) {
    this.fast = new Ema(parameterOf(params, "fast"));
    this.slow = new Ema(parameterOf(params, "slow"));
  }

  advance({ close }: Candles, from: number, to: number, signals: SignalList): void {
    for (let bar = from; bar < to; bar++) {
      const crossed = this.crossing.next(this.fast.next(at(close, bar)), this.slow.next(at(close, bar)));
      if (crossed !== 0) signals.add(bar, crossed > 0 ? SIGNAL.enterLong : SIGNAL.exitLong);
    }
  }

  save(): Snapshot {
    return { fast: this.fast.save(), slow: this.slow.save(), crossing: this.crossing.save() };
  }

  restore(saved: Snapshot): void {
    this.fast.restore(readSnapshot(saved, "fast"));
    this.slow.restore(readSnapshot(saved, "slow"));
    this.crossing.restore(readSnapshot(saved, "crossing"));
  }
}

export const emaCross: StrategyDefinition = {
  name: "ema-cross",
  title: "Exponential-average cross",
  summary:
    "Buys when the fast exponential average of closes crosses above the slow one, and sells when it crosses back below.",
  explanation:
    "As the moving-average cross, but recent closes weigh more, so it turns sooner and is fooled more often. It earns in long trends and " +
    "loses small amounts, and fees, when the market moves sideways.",
  parameters: [
    bars("fast", 12, "Smaller reacts sooner and trades more.", "Fast average"),
    bars("slow", 26, "It must be longer than the fast one.", "Slow average", 2),
  ],
  findFaults(params) {
    const [fast, slow] = [parameterOf(params, "fast"), parameterOf(params, "slow")];
    if (fast < slow) return [];
    const message = `Fast average (${fast}) must be shorter than the slow average (${slow})`;
    return [{ parameter: "fast", message }];
  },
  warmupBars: (params) => parameterOf(params, "slow"),
  create: (params) => new EmaCross(params),
};
