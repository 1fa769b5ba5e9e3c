import { at } from "../columns.ts";
import { readNumber, readNumbers, type Snapshot } from "../snapshot-reading.ts";

/**
 * Commodity channel index (D. Lambert, 1980): how far the typical price (high + low + close) / 3 is from its mean, in
 * 0.015 mean absolute deviations; `NaN` where nothing moved. The deviation is taken over the whole window at each bar.
 */
export class Cci {
  readonly period: number;
  private readonly window: Float64Array;
  private count = 0;

  constructor(period: number) {
    this.period = period;
    this.window = new Float64Array(period);
  }

  next(high: number, low: number, close: number): number {
    const { period, window } = this;
    const typical = (high + low + close) / 3;
    window[this.count % period] = typical;
    this.count++;
    if (this.count < period) return Number.NaN;
    let mean = 0;
    for (let slot = 0; slot < period; slot++) mean += at(window, slot);
    mean /= period;
    let deviation = 0;
    for (let slot = 0; slot < period; slot++) deviation += Math.abs(at(window, slot) - mean);
    deviation /= period;
    return deviation > 0 ? (typical - mean) / (0.015 * deviation) : Number.NaN;
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
