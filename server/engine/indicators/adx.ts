import { readNumber, readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { Delay } from "./delay.ts";

/**
 * Average directional index (J. W. Wilder, 1978). Directional movement and true range are Wilder sums seeded with the
 * first `period` of them; +DI, −DI and DX from index `period`, ADX, seeded with the mean of the first `period` DX, from
 * 2 · `period` − 1, ADXR the mean of ADX and that of `period` bars before.
 */
export class Adx {
  plus = Number.NaN;
  minus = Number.NaN;
  directional = Number.NaN;
  adx = Number.NaN;
  adxr = Number.NaN;
  private readonly period: number;
  private readonly earlier: Delay;
  private count = 0;
  private high = 0;
  private low = 0;
  private close = 0;
  private range = 0;
  private up = 0;
  private down = 0;
  private average = 0;

  constructor(period: number) {
    this.period = period;
    this.earlier = new Delay(period);
  }

  next(high: number, low: number, close: number): void {
    const rise = high - this.high;
    const fall = this.low - low;
    const range = Math.max(high, this.close) - Math.min(low, this.close);
    this.high = high;
    this.low = low;
    this.close = close;
    this.count++;
    if (this.count === 1) return;
    const keep = this.count > this.period + 1 ? (this.period - 1) / this.period : 1;
    this.range = this.range * keep + range;
    this.up = this.up * keep + (rise > fall && rise > 0 ? rise : 0);
    this.down = this.down * keep + (fall > rise && fall > 0 ? fall : 0);
    if (this.count <= this.period) return;
    this.plus = this.range > 0 ? (100 * this.up) / this.range : 0;
    this.minus = this.range > 0 ? (100 * this.down) / this.range : 0;
    const both = this.plus + this.minus;
    this.directional = both > 0 ? (100 * Math.abs(this.plus - this.minus)) / both : 0;
    this.smooth();
  }

  save(): Snapshot {
    const { count, high, low, close, range, up, down, average } = this;
    return { count, high, low, close, range, up, down, average, earlier: this.earlier.save() };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.high = readNumber(saved, "high");
    this.low = readNumber(saved, "low");
    this.close = readNumber(saved, "close");
    this.range = readNumber(saved, "range");
    this.up = readNumber(saved, "up");
    this.down = readNumber(saved, "down");
    this.average = readNumber(saved, "average");
    this.earlier.restore(readSnapshot(saved, "earlier"));
    return this;
  }

  private smooth(): void {
    const { period } = this;
    const seen = this.count - period;
    if (seen < period) {
      this.average += this.directional;
      return;
    }
    this.average =
      seen === period
        ? (this.average + this.directional) / period
        : (this.average * (period - 1) + this.directional) / period;
    this.adx = this.average;
    this.adxr = (this.adx + this.earlier.next(this.adx)) / 2;
  }
}
