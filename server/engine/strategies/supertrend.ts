import type { Candles } from "../candles.ts";
import { at } from "../columns.ts";
import { bars, factor } from "../indicators/parameters.ts";
import { Supertrend } from "../indicators/supertrend.ts";
import { type Parameters, parameterOf } from "../parameters.ts";
import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { SIGNAL, type SignalList, type StrategyDefinition, type StrategyMachine } from "../strategy.ts";
import { Crossing } from "./crossing.ts";

class SupertrendTurns implements StrategyMachine {
  private readonly trend: Supertrend;
  private readonly crossing = new Crossing();

  constructor(params: Parameters) {
    this.trend = new Supertrend(parameterOf(params, "length"), parameterOf(params, "multiplier"));
  }

  advance({ high, low, close }: Candles, from: number, to: number, signals: SignalList): void {
    for (let bar = from; bar < to; bar++) {
      this.trend.next(at(high, bar), at(low, bar), at(close, bar));
      const turned = this.crossing.next(at(close, bar), this.trend.line);
      if (turned !== 0) signals.add(bar, turned > 0 ? SIGNAL.enterLong : SIGNAL.exitLong);
    }
  }

  save(): Snapshot {
    return { trend: this.trend.save(), crossing: this.crossing.save() };
  }

  restore(saved: Snapshot): void {
    this.trend.restore(readSnapshot(saved, "trend"));
    this.crossing.restore(readSnapshot(saved, "crossing"));
  }
}

export const supertrend: StrategyDefinition = {
  name: "supertrend",
  title: "Supertrend",
  summary: "Buys when the close crosses above the Supertrend line, and sells when it crosses below.",
  explanation:
    "The line follows the price at a distance that grows with its range, and never steps back: below the price while the market rises, " +
    "above it while it falls. It stays in long trends and turns often in quiet markets.",
  parameters: [
    bars("length", 10, "How many bars the average true range covers.", "ATR length"),
    factor("multiplier", "Width", 3, "How many times the average true range the line stands off."),
  ],
  findFaults: () => [],
  warmupBars: (params) => parameterOf(params, "length") + 1,
  create: (params) => new SupertrendTurns(params),
};
