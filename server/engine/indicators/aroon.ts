import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { RollingExtreme } from "./rolling-extreme.ts";

/**
 * Aroon (T. Chande, 1995), 0 to 100: 100 when the highest high (lowest low) of this bar and the `period` before it is
 * this bar's, 0 when it is `period` bars old; of equal ones the earliest counts. First at index `period`.
 */
export class Aroon {
  up = Number.NaN;
  down = Number.NaN;
  oscillator = Number.NaN;
  private readonly period: number;
  private readonly highest: RollingExtreme;
  private readonly lowest: RollingExtreme;

  constructor(period: number) {
    this.period = period;
    this.highest = new RollingExtreme(period + 1, "highest");
    this.lowest = new RollingExtreme(period + 1, "lowest");
  }

  next(high: number, low: number): void {
    this.lowest.next(low);
    if (Number.isNaN(this.highest.next(high))) return;
    this.up = (100 * (this.period - this.highest.age)) / this.period;
    this.down = (100 * (this.period - this.lowest.age)) / this.period;
    this.oscillator = this.up - this.down;
  }

  save(): Snapshot {
    return { highest: this.highest.save(), lowest: this.lowest.save() };
  }

  restore(saved: Snapshot): this {
    this.highest.restore(readSnapshot(saved, "highest"));
    this.lowest.restore(readSnapshot(saved, "lowest"));
    return this;
  }
}
