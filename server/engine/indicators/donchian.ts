import { readNumber, readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { RollingExtreme } from "./rolling-extreme.ts";

/** Donchian channel (R. Donchian): highest high and lowest low of the `period` bars before this one. */
export class Donchian {
  middle = Number.NaN;
  upper = Number.NaN;
  lower = Number.NaN;
  private readonly highest: RollingExtreme;
  private readonly lowest: RollingExtreme;
  private count = 0;
  private high = 0;
  private low = 0;

  constructor(period: number) {
    this.highest = new RollingExtreme(period, "highest");
    this.lowest = new RollingExtreme(period, "lowest");
  }

  next(high: number, low: number): void {
    if (this.count > 0) {
      this.upper = this.highest.next(this.high);
      this.lower = this.lowest.next(this.low);
      this.middle = (this.upper + this.lower) / 2;
    }
    this.high = high;
    this.low = low;
    this.count++;
  }

  save(): Snapshot {
    const { count, high, low, highest, lowest } = this;
    return { count, high, low, highest: highest.save(), lowest: lowest.save() };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.high = readNumber(saved, "high");
    this.low = readNumber(saved, "low");
    this.highest.restore(readSnapshot(saved, "highest"));
    this.lowest.restore(readSnapshot(saved, "lowest"));
    return this;
  }
}
