import { readNumber, readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { RollingSum } from "./rolling-sum.ts";

/**
 * Money flow index, 0 to 100: the share of volume · typical price that came with a rising typical price, over `period`
 * bars; 100 when none came with a falling one. First at index `period`.
 */
export class Mfi {
  readonly period: number;
  private readonly rising: RollingSum;
  private readonly falling: RollingSum;
  private count = 0;
  private previous = 0;

  constructor(period: number) {
    this.period = period;
    this.rising = new RollingSum(period);
    this.falling = new RollingSum(period);
  }

  next(high: number, low: number, close: number, volume: number): number {
    const typical = (high + low + close) / 3;
    const change = typical - this.previous;
    this.previous = typical;
    this.count++;
    if (this.count === 1) return Number.NaN;
    const flow = typical * volume;
    const rising = this.rising.next(change > 0 ? flow : 0);
    const falling = this.falling.next(change < 0 ? flow : 0);
    if (Number.isNaN(rising)) return Number.NaN;
    return falling > 0 ? 100 - 100 / (1 + rising / falling) : 100;
  }

  save(): Snapshot {
    const { count, previous, rising, falling } = this;
    return { count, previous, rising: rising.save(), falling: falling.save() };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.previous = readNumber(saved, "previous");
    this.rising.restore(readSnapshot(saved, "rising"));
    this.falling.restore(readSnapshot(saved, "falling"));
    return this;
  }
}
