import type { Candles } from "../candles.ts";
import { at } from "../columns.ts";
import { Donchian } from "../indicators/donchian.ts";
import { bars } from "../indicators/parameters.ts";
import { type Parameters, parameterOf } from "../parameters.ts";
import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { SIGNAL, type SignalList, type StrategyDefinition, type StrategyMachine } from "../strategy.ts";

class DonchianBreakout implements StrategyMachine {
  private readonly entry: Donchian;
  private readonly exit: Donchian;

  constructor(params: Parameters) {
    this.entry = new Donchian(parameterOf(params, "entry"));
    this.exit = new Donchian(parameterOf(params, "exit"));
  }

  advance({ high, low, close }: Candles, from: number, to: number, signals: SignalList): void {
    for (let bar = from; bar < to; bar++) {
      this.entry.next(at(high, bar), at(low, bar));
      this.exit.next(at(high, bar), at(low, bar));
      if (at(close, bar) > this.entry.upper) signals.add(bar, SIGNAL.enterLong);
      else if (at(close, bar) < this.exit.lower) signals.add(bar, SIGNAL.exitLong);
    }
  }

  save(): Snapshot {
    return { entry: this.entry.save(), exit: this.exit.save() };
  }

  restore(saved: Snapshot): void {
    this.entry.restore(readSnapshot(saved, "entry"));
    this.exit.restore(readSnapshot(saved, "exit"));
  }
}

export const donchianBreakout: StrategyDefinition = {
  name: "donchian-breakout",
  title: "Donchian breakout",
  summary:
    "Buys on a close above the highest high of the bars before, and sells on one below the lowest low of a shorter stretch.",
  explanation:
    "A price that leaves the range of weeks behind is often at the beginning of a trend: the turtles traded so, with 20 bars in and 10 out. " +
    "Most breakouts fail and cost a little; the few that hold earn it back.",
  parameters: [
    bars("entry", 20, "Above the highest high of so many bars before it buys.", "Entry range"),
    bars("exit", 10, "Below the lowest low of so many bars before it sells.", "Exit range"),
  ],
  findFaults: () => [],
  warmupBars: (params) => Math.max(parameterOf(params, "entry"), parameterOf(params, "exit")) + 1,
  create: (params) => new DonchianBreakout(params),
};
