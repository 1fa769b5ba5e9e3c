import type { Candles } from "../candles.ts";
import { at } from "../columns.ts";
import { bars } from "../indicators/parameters.ts";
import { Rsi } from "../indicators/rsi.ts";
import { type ParameterDefinition, type Parameters, parameterOf } from "../parameters.ts";
import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { SIGNAL, type SignalList, type StrategyDefinition, type StrategyMachine } from "../strategy.ts";
import { Crossing } from "./crossing.ts";

class RsiReversion implements StrategyMachine {
  private readonly rsi: Rsi;
  private readonly oversold: number;
  private readonly overbought: number;
  private readonly falling = new Crossing();
  private readonly rising = new Crossing();

  constructor(params: Parameters) {
    this.rsi = new Rsi(parameterOf(params, "length"));
    this.oversold = parameterOf(params, "oversold");
    this.overbought = parameterOf(params, "overbought");
  }

  advance({ close }: Candles, from: number, to: number, signals: SignalList): void {
    for (let bar = from; bar < to; bar++) {
      const strength = this.rsi.next(at(close, bar));
      if (this.falling.next(strength, this.oversold) < 0) signals.add(bar, SIGNAL.enterLong);
      if (this.rising.next(strength, this.overbought) > 0) signals.add(bar, SIGNAL.exitLong);
    }
  }

  save(): Snapshot {
    return { rsi: this.rsi.save(), falling: this.falling.save(), rising: this.rising.save() };
  }

  restore(saved: Snapshot): void {
    this.rsi.restore(readSnapshot(saved, "rsi"));
    this.falling.restore(readSnapshot(saved, "falling"));
    this.rising.restore(readSnapshot(saved, "rising"));
  }
}

const level = (name: string, label: string, fallback: number, explanation: string): ParameterDefinition => ({
  name,
  label,
  kind: "number",
  unit: "points",
  min: 1,
  max: 99,
  step: 1,
  default: fallback,
  explanation,
});

export const rsiReversion: StrategyDefinition = {
  name: "rsi-reversion",
  title: "RSI reversion",
  summary: "Buys when the RSI falls below its lower level, and sells when it rises above its upper one.",
  explanation:
    "The RSI says how much of the recent movement was upwards, from 0 to 100. A low one means a hard fall, after which prices often " +
    "come back. It earns in markets that swing around a level and suffers in long falls: give it a stop-loss.",
  parameters: [
    bars("length", 14, "How many bars the RSI looks back. Shorter swings wider.", "RSI length"),
    level("oversold", "Lower level", 30, "Below it the market counts as oversold."),
    level("overbought", "Upper level", 70, "Above it the market counts as overbought."),
  ],
  findFaults(params) {
    const [low, high] = [parameterOf(params, "oversold"), parameterOf(params, "overbought")];
    if (low < high) return [];
    return [
      { parameter: "oversold", message: `Lower level (${low}) must be below the upper level (${high})` },
    ];
  },
  warmupBars: (params) => parameterOf(params, "length") + 1,
  create: (params) => new RsiReversion(params),
};
