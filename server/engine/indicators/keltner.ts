import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { Atr } from "./atr.ts";
import { Ema } from "./ema.ts";

/** Keltner channel (L. Raschke's form): EMA of closes ± `multiplier` · ATR. */
export class Keltner {
  middle = Number.NaN;
  upper = Number.NaN;
  lower = Number.NaN;
  private readonly multiplier: number;
  private readonly ema: Ema;
  private readonly atr: Atr;

  constructor(period: number, multiplier: number, atrPeriod: number) {
    this.multiplier = multiplier;
    this.ema = new Ema(period);
    this.atr = new Atr(atrPeriod);
  }

  next(high: number, low: number, close: number): void {
    const middle = this.ema.next(close);
    const width = this.multiplier * this.atr.next(high, low, close);
    this.upper = middle + width;
    this.lower = middle - width;
    this.middle = Number.isNaN(width) ? Number.NaN : middle;
  }

  save(): Snapshot {
    return { ema: this.ema.save(), atr: this.atr.save() };
  }

  restore(saved: Snapshot): this {
    this.ema.restore(readSnapshot(saved, "ema"));
    this.atr.restore(readSnapshot(saved, "atr"));
    return this;
  }
}
