import { readNumber, type Snapshot } from "../snapshot-reading.ts";

/** Exponential moving average, k = 2/(period + 1), seeded with the SMA of the first `period` values at index `period` − 1. */
export class Ema {
  readonly period: number;
  private readonly weight: number;
  private count = 0;
  private value = 0;

  constructor(period: number) {
    this.period = period;
    this.weight = 2 / (period + 1);
  }

  next(value: number): number {
    this.count++;
    if (this.count > this.period) {
      this.value += this.weight * (value - this.value);
      return this.value;
    }
    this.value += value;
    if (this.count < this.period) return Number.NaN;
    this.value /= this.period;
    return this.value;
  }

  save(): Snapshot {
    return { count: this.count, value: this.value };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.value = readNumber(saved, "value");
    return this;
  }
}
