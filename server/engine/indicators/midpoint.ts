import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { RollingExtreme } from "./rolling-extreme.ts";

/** The middle between the highest high and the lowest low of `period` bars; `NaN` before there are that many. */
export class Midpoint {
  private readonly highest: RollingExtreme;
  private readonly lowest: RollingExtreme;

  constructor(period: number) {
    this.highest = new RollingExtreme(period, "highest");
    this.lowest = new RollingExtreme(period, "lowest");
  }

  next(high: number, low: number): number {
    return (this.highest.next(high) + this.lowest.next(low)) / 2;
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
