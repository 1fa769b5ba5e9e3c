import type { Candles } from "../candles.ts";
import { at } from "../columns.ts";
import { Bollinger } from "../indicators/bollinger.ts";
import { bars, factor } from "../indicators/parameters.ts";
import { type Parameters, parameterOf } from "../parameters.ts";
import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { SIGNAL, type SignalList, type StrategyDefinition, type StrategyMachine } from "../strategy.ts";
import { Crossing } from "./crossing.ts";

class BollingerReversion implements StrategyMachine {
  private readonly bands: Bollinger;
  private readonly lower = new Crossing();
  private readonly middle = new Crossing();

  constructor(params: Parameters) {
    this.bands = new Bollinger(parameterOf(params, "length"), parameterOf(params, "deviations"));
  }

  advance({ close }: Candles, from: number, to: number, signals: SignalList): void {
    for (let bar = from; bar < to; bar++) {
      const price = at(close, bar);
      this.bands.next(price);
      if (this.lower.next(price, this.bands.lower) < 0) signals.add(bar, SIGNAL.enterLong);
      if (this.middle.next(price, this.bands.middle) > 0) signals.add(bar, SIGNAL.exitLong);
    }
  }

  save(): Snapshot {
    return { bands: this.bands.save(), lower: this.lower.save(), middle: this.middle.save() };
  }

  restore(saved: Snapshot): void {
    this.bands.restore(readSnapshot(saved, "bands"));
    this.lower.restore(readSnapshot(saved, "lower"));
    this.middle.restore(readSnapshot(saved, "middle"));
  }
}

export const bollingerReversion: StrategyDefinition = {
  name: "bollinger-reversion",
  title: "Bollinger reversion",
  summary:
    "Buys when the close falls below the lower Bollinger band, and sells when it rises back above the middle one.",
  explanation:
    "The bands lie some standard deviations around an average, so they widen when the market is restless. A close below the lower one " +
    "is unusual, and often followed by a return to the average. Long falls are what it suffers from: give it a stop-loss.",
  parameters: [
    bars("length", 20, "How many closes the average and the deviation cover.", "Length", 2),
    factor("deviations", "Width", 2, "How many standard deviations the bands stand off."),
  ],
  findFaults: () => [],
  warmupBars: (params) => parameterOf(params, "length"),
  create: (params) => new BollingerReversion(params),
};
