import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { RollingExtreme } from "./rolling-extreme.ts";

/** Williams %R (L. Williams): −100 at the lowest low of `period` bars, 0 at the highest high; `NaN` where they are one. */
export class WilliamsR {
  readonly period: number;
  private readonly highest: RollingExtreme;
  private readonly lowest: RollingExtreme;

  constructor(period: number) {
    this.period = period;
    this.highest = new RollingExtreme(period, "highest");
    this.lowest = new RollingExtreme(period, "lowest");
  }

  next(high: number, low: number, close: number): number {
    const top = this.highest.next(high);
    const bottom = this.lowest.next(low);
    return top > bottom ? (-100 * (top - close)) / (top - bottom) : Number.NaN;
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
