import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { RollingExtreme } from "./rolling-extreme.ts";
import { Sma } from "./sma.ts";

/**
 * Stochastic oscillator (G. Lane), slow: %K is the SMA over `smooth` of where the close stands between the lowest low (0)
 * and the highest high (100) of `period` bars, 0 where they are one; %D the SMA over `signal` of %K; %J = 3 %K − 2 %D.
 */
export class Stochastic {
  k = Number.NaN;
  d = Number.NaN;
  j = Number.NaN;
  private readonly highest: RollingExtreme;
  private readonly lowest: RollingExtreme;
  private readonly smooth: Sma;
  private readonly signal: Sma;

  constructor(period: number, signal: number, smooth: number) {
    this.highest = new RollingExtreme(period, "highest");
    this.lowest = new RollingExtreme(period, "lowest");
    this.smooth = new Sma(smooth);
    this.signal = new Sma(signal);
  }

  next(high: number, low: number, close: number): void {
    const top = this.highest.next(high);
    const bottom = this.lowest.next(low);
    if (Number.isNaN(top)) return;
    this.k = this.smooth.next(top > bottom ? (100 * (close - bottom)) / (top - bottom) : 0);
    this.d = Number.isNaN(this.k) ? Number.NaN : this.signal.next(this.k);
    this.j = 3 * this.k - 2 * this.d;
  }

  save(): Snapshot {
    const { highest, lowest, smooth, signal } = this;
    return {
      highest: highest.save(),
      lowest: lowest.save(),
      smooth: smooth.save(),
      signal: signal.save(),
    };
  }

  restore(saved: Snapshot): this {
    this.highest.restore(readSnapshot(saved, "highest"));
    this.lowest.restore(readSnapshot(saved, "lowest"));
    this.smooth.restore(readSnapshot(saved, "smooth"));
    this.signal.restore(readSnapshot(saved, "signal"));
    return this;
  }
}
