import { at } from "../columns.ts";
import { readNumber, readNumbers, type Snapshot } from "../snapshot-reading.ts";

/** What came `period` values ago; `NaN` before. */
export class Delay {
  readonly period: number;
  private readonly window: Float64Array;
  private count = 0;

  constructor(period: number) {
    this.period = period;
    this.window = new Float64Array(period);
  }

  next(value: number): number {
    const slot = this.count % this.period;
    const earlier = this.count < this.period ? Number.NaN : at(this.window, slot);
    this.window[slot] = value;
    this.count++;
    return earlier;
  }

  save(): Snapshot {
    return { count: this.count, window: Array.from(this.window) };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.window.set(readNumbers(saved, "window", this.period));
    return this;
  }
}
