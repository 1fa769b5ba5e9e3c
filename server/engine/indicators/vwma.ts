import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { RollingSum } from "./rolling-sum.ts";

/** Volume-weighted moving average of closes: Σ close · volume / Σ volume over `period` bars; `NaN` where nothing was traded. */
export class Vwma {
  readonly period: number;
  private readonly money: RollingSum;
  private readonly volume: RollingSum;

  constructor(period: number) {
    this.period = period;
    this.money = new RollingSum(period);
    this.volume = new RollingSum(period);
  }

  next(close: number, volume: number): number {
    const money = this.money.next(close * volume);
    const total = this.volume.next(volume);
    return total > 0 ? money / total : Number.NaN;
  }

  save(): Snapshot {
    return { money: this.money.save(), volume: this.volume.save() };
  }

  restore(saved: Snapshot): this {
    this.money.restore(readSnapshot(saved, "money"));
    this.volume.restore(readSnapshot(saved, "volume"));
    return this;
  }
}
