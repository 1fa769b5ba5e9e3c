import { at } from "../columns.ts";
import type { Snapshot } from "../snapshot-reading.ts";
import { RollingSum } from "./rolling-sum.ts";

/** Simple moving average: mean of the last `period` values, first at index `period` − 1, `NaN` before. */
export class Sma {
  readonly period: number;
  private readonly sums: RollingSum;

  constructor(period: number) {
    this.period = period;
    this.sums = new RollingSum(period);
  }

  next(value: number): number {
    return this.sums.next(value) / this.period;
  }

  /** What `next` gives on `values[from…to)`; see `RollingSum.fill`. */
  fill(values: Float64Array, from: number, to: number, out: Float64Array): void {
    this.sums.fill(values, from, to, out);
    for (let i = 0; i < to - from; i++) out[i] = at(out, i) / this.period;
  }

  save(): Snapshot {
    return this.sums.save();
  }

  restore(saved: Snapshot): this {
    this.sums.restore(saved);
    return this;
  }
}
