import { readNumber, type Snapshot } from "../snapshot-reading.ts";

/** Volume-weighted average price since the first bar: Σ typical price · volume / Σ volume; `NaN` until something is traded. */
export class Vwap {
  private money = 0;
  private volume = 0;

  next(high: number, low: number, close: number, volume: number): number {
    this.money += ((high + low + close) / 3) * volume;
    this.volume += volume;
    return this.volume > 0 ? this.money / this.volume : Number.NaN;
  }

  save(): Snapshot {
    return { money: this.money, volume: this.volume };
  }

  restore(saved: Snapshot): this {
    this.money = readNumber(saved, "money");
    this.volume = readNumber(saved, "volume");
    return this;
  }
}
