import type { Candles } from "../candles.ts";
import { at } from "../columns.ts";
import { Macd } from "../indicators/macd.ts";
import { bars } from "../indicators/parameters.ts";
import { type Parameters, parameterOf } from "../parameters.ts";
import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { SIGNAL, type SignalList, type StrategyDefinition, type StrategyMachine } from "../strategy.ts";
import { Crossing } from "./crossing.ts";

class MacdCross implements StrategyMachine {
  private readonly macd: Macd;
  private readonly crossing = new Crossing();

  constructor(params: Parameters) {
    const [fast, slow] = [parameterOf(params, "fast"), parameterOf(params, "slow")];
    this.macd = new Macd(fast, slow, parameterOf(params, "signal"));
  }

  advance({ close }: Candles, from: number, to: number, signals: SignalList): void {
    for (let bar = from; bar < to; bar++) {
      this.macd.next(at(close, bar));
      const crossed = this.crossing.next(this.macd.macd, this.macd.signal);
      if (crossed !== 0) signals.add(bar, crossed > 0 ? SIGNAL.enterLong : SIGNAL.exitLong);
    }
  }

  save(): Snapshot {
    return { macd: this.macd.save(), crossing: this.crossing.save() };
  }

  restore(saved: Snapshot): void {
    this.macd.restore(readSnapshot(saved, "macd"));
    this.crossing.restore(readSnapshot(saved, "crossing"));
  }
}

export const macdCross: StrategyDefinition = {
  name: "macd",
  title: "MACD",
  summary: "Buys when the MACD crosses above its signal line, and sells when it crosses back below.",
  explanation:
    "The MACD is the distance between a fast and a slow average: it grows while a trend gathers strength. Its signal line is its own " +
    "average, so a cross says that strength has begun to turn. It is early in trends and busy in quiet markets.",
  parameters: [
    bars("fast", 12, "How many closes the fast average covers.", "Fast average"),
    bars(
      "slow",
      26,
      "How many closes the slow average covers. It must be longer than the fast one.",
      "Slow average",
      2,
    ),
    bars("signal", 9, "How many values the signal line averages.", "Signal line"),
  ],
  findFaults(params) {
    const [fast, slow] = [parameterOf(params, "fast"), parameterOf(params, "slow")];
    if (fast < slow) return [];
    const message = `Fast average (${fast}) must be shorter than the slow average (${slow})`;
    return [{ parameter: "fast", message }];
  },
  warmupBars: (params) => parameterOf(params, "slow") + parameterOf(params, "signal") - 1,
  create: (params) => new MacdCross(params),
};
