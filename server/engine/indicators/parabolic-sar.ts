import { readBoolean, readNumber, type Snapshot } from "../snapshot-reading.ts";

/**
 * Parabolic stop and reverse (J. W. Wilder, 1978): the stop moves towards the extreme of the trend by a factor that grows
 * by `step` with each new extreme, up to `limit`, and stays outside the last two bars. The first trend is a guess: `NaN`
 * until the bar after its reversal.
 */
export class ParabolicSar {
  sar = Number.NaN;
  isReversal = false;
  private readonly step: number;
  private readonly limit: number;
  private count = 0;
  private isKnown = false;
  private isRising = true;
  private factor: number;
  private stop = 0;
  private extreme = 0;
  private high1 = 0;
  private high2 = 0;
  private low1 = 0;
  private low2 = 0;

  constructor(step: number, limit: number) {
    this.step = step;
    this.limit = limit;
    this.factor = step;
  }

  next(high: number, low: number): void {
    this.count++;
    if (this.count === 1) {
      this.extreme = high;
      this.stop = low;
    } else this.advance(high, low);
    this.high2 = this.high1;
    this.low2 = this.low1;
    this.high1 = high;
    this.low1 = low;
  }

  save(): Snapshot {
    const { count, isKnown, isRising, factor, stop, extreme, high1, high2, low1, low2 } = this;
    return { count, isKnown, isRising, factor, stop, extreme, high1, high2, low1, low2 };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.isKnown = readBoolean(saved, "isKnown");
    this.isRising = readBoolean(saved, "isRising");
    this.factor = readNumber(saved, "factor");
    this.stop = readNumber(saved, "stop");
    this.extreme = readNumber(saved, "extreme");
    this.high1 = readNumber(saved, "high1");
    this.high2 = readNumber(saved, "high2");
    this.low1 = readNumber(saved, "low1");
    this.low2 = readNumber(saved, "low2");
    return this;
  }

  private advance(high: number, low: number): void {
    const moved = this.stop + this.factor * (this.extreme - this.stop);
    const stop = this.count < 3 ? moved : this.outsideOfLastTwo(moved);
    const isReversal = this.isRising ? low < stop : high > stop;
    if (isReversal) {
      this.stop = this.extreme;
      this.isRising = !this.isRising;
      this.factor = this.step;
      this.extreme = this.isRising ? high : low;
    } else {
      this.stop = stop;
      const isNewExtreme = this.isRising ? high > this.extreme : low < this.extreme;
      if (isNewExtreme) {
        this.extreme = this.isRising ? high : low;
        this.factor = Math.min(this.factor + this.step, this.limit);
      }
    }
    if (this.isKnown) {
      this.sar = this.stop;
      this.isReversal = isReversal;
    }
    this.isKnown ||= isReversal;
  }

  private outsideOfLastTwo(stop: number): number {
    return this.isRising ? Math.min(stop, this.low1, this.low2) : Math.max(stop, this.high1, this.high2);
  }
}
