import { at } from "../columns.ts";
import { readNumber, readNumbers, type Snapshot } from "../snapshot-reading.ts";

/** Running sums are rebuilt from the window at every multiple of this many values, which bounds their drift. */
const REBUILD_AT = 256;

/** Weighted moving average: weights 1…period, the latest the heaviest; first at index `period` − 1. */
export class Wma {
  readonly period: number;
  private readonly window: Float64Array;
  private count = 0;
  private sum = 0;
  private weighted = 0;

  constructor(period: number) {
    this.period = period;
    this.window = new Float64Array(period);
  }

  next(value: number): number {
    const { period } = this;
    const slot = this.count % period;
    const weight = Math.min(this.count + 1, period);
    this.weighted += weight * value - (this.count < period ? 0 : this.sum);
    this.sum += value - at(this.window, slot);
    this.window[slot] = value;
    this.count++;
    if (this.count < period) return Number.NaN;
    if (this.count % REBUILD_AT === 0) this.rebuild();
    return this.weighted / ((period * (period + 1)) / 2);
  }

  save(): Snapshot {
    const { count, sum, weighted } = this;
    return { count, sum, weighted, window: Array.from(this.window) };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.sum = readNumber(saved, "sum");
    this.weighted = readNumber(saved, "weighted");
    this.window.set(readNumbers(saved, "window", this.period));
    return this;
  }

  private rebuild(): void {
    this.sum = 0;
    this.weighted = 0;
    for (let age = this.period - 1; age >= 0; age--) {
      const value = at(this.window, (this.count - 1 - age) % this.period);
      this.sum += value;
      this.weighted += (this.period - age) * value;
    }
  }
}
