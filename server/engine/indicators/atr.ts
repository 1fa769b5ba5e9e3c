import { readNumber, type Snapshot } from "../snapshot-reading.ts";

/**
 * Average true range in price units (J. W. Wilder, 1978): TR = max(high, previous close) − min(low, previous close).
 * Seed: mean of TR[1…period]; first value at index `period`, then Wilder smoothing.
 */
export class Atr {
  readonly period: number;
  private count = 0;
  private previousClose = 0;
  private value = 0;

  constructor(period: number) {
    this.period = period;
  }

  next(high: number, low: number, close: number): number {
    const range = Math.max(high, this.previousClose) - Math.min(low, this.previousClose);
    this.previousClose = close;
    this.count++;
    if (this.count === 1) return Number.NaN;
    const period = this.period;
    if (this.count > period + 1) {
      this.value = (this.value * (period - 1) + range) / period;
      return this.value;
    }
    this.value += range;
    if (this.count <= period) return Number.NaN;
    this.value /= period;
    return this.value;
  }

  save(): Snapshot {
    return { count: this.count, previousClose: this.previousClose, value: this.value };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.previousClose = readNumber(saved, "previousClose");
    this.value = readNumber(saved, "value");
    return this;
  }
}
