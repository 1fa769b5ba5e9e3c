import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { RollingDeviation } from "./rolling-deviation.ts";

/** Bollinger bands (J. Bollinger): SMA ± `deviations` population standard deviations; first at index `period` − 1. */
export class Bollinger {
  middle = Number.NaN;
  upper = Number.NaN;
  lower = Number.NaN;
  private readonly deviations: number;
  private readonly moments: RollingDeviation;

  constructor(period: number, deviations: number) {
    this.deviations = deviations;
    this.moments = new RollingDeviation(period);
  }

  next(close: number): void {
    this.moments.next(close);
    const { mean, deviation } = this.moments;
    this.middle = mean;
    this.upper = mean + this.deviations * deviation;
    this.lower = mean - this.deviations * deviation;
  }

  save(): Snapshot {
    return { moments: this.moments.save() };
  }

  restore(saved: Snapshot): this {
    this.moments.restore(readSnapshot(saved, "moments"));
    return this;
  }
}
