import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { Ema } from "./ema.ts";

/** Moving-average convergence/divergence (G. Appel): EMA(fast) − EMA(slow), and its EMA, seeded with the SMA of the first. */
export class Macd {
  macd = Number.NaN;
  signal = Number.NaN;
  histogram = Number.NaN;
  private readonly fast: Ema;
  private readonly slow: Ema;
  private readonly smooth: Ema;

  constructor(fast: number, slow: number, signal: number) {
    this.fast = new Ema(fast);
    this.slow = new Ema(slow);
    this.smooth = new Ema(signal);
  }

  next(close: number): void {
    this.macd = this.fast.next(close) - this.slow.next(close);
    this.signal = Number.isNaN(this.macd) ? Number.NaN : this.smooth.next(this.macd);
    this.histogram = this.macd - this.signal;
  }

  save(): Snapshot {
    return { fast: this.fast.save(), slow: this.slow.save(), smooth: this.smooth.save() };
  }

  restore(saved: Snapshot): this {
    this.fast.restore(readSnapshot(saved, "fast"));
    this.slow.restore(readSnapshot(saved, "slow"));
    this.smooth.restore(readSnapshot(saved, "smooth"));
    return this;
  }
}
