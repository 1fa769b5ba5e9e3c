import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { Rsi } from "./rsi.ts";
import { Stochastic } from "./stochastic.ts";

/** Stochastic RSI (T. Chande and S. Kroll, 1994): the stochastic oscillator of the RSI's own values, 0 to 100. */
export class StochRsi {
  stochRsi = Number.NaN;
  signal = Number.NaN;
  private readonly rsi: Rsi;
  private readonly stochastic: Stochastic;

  constructor(rsiPeriod: number, period: number, signal: number, smooth: number) {
    this.rsi = new Rsi(rsiPeriod);
    this.stochastic = new Stochastic(period, signal, smooth);
  }

  next(close: number): void {
    const strength = this.rsi.next(close);
    if (Number.isNaN(strength)) return;
    this.stochastic.next(strength, strength, strength);
    this.stochRsi = this.stochastic.k;
    this.signal = this.stochastic.d;
  }

  save(): Snapshot {
    return { rsi: this.rsi.save(), stochastic: this.stochastic.save() };
  }

  restore(saved: Snapshot): this {
    this.rsi.restore(readSnapshot(saved, "rsi"));
    this.stochastic.restore(readSnapshot(saved, "stochastic"));
    return this;
  }
}
