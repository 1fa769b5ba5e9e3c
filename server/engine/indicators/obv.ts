import { readNumber, type Snapshot } from "../snapshot-reading.ts";

/** On-balance volume (J. Granville, 1963): 0 at the first bar, then plus the volume of rising closes, minus that of falling ones. */
export class Obv {
  private count = 0;
  private close = 0;
  private total = 0;

  next(close: number, volume: number): number {
    if (this.count > 0 && close > this.close) this.total += volume;
    if (this.count > 0 && close < this.close) this.total -= volume;
    this.close = close;
    this.count++;
    return this.total;
  }

  save(): Snapshot {
    return { count: this.count, close: this.close, total: this.total };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.close = readNumber(saved, "close");
    this.total = readNumber(saved, "total");
    return this;
  }
}
