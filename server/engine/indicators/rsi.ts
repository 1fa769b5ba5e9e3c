import { readNumber, type Snapshot } from "../snapshot-reading.ts";

/**
 * Relative strength index, 0 to 100 (J. W. Wilder, New Concepts in Technical Trading Systems, 1978).
 * Seed: mean of the first `period` gains and losses; first value at index `period`; 100 when nothing was lost.
 */
export class Rsi {
  readonly period: number;
  private count = 0;
  private previous = 0;
  private gain = 0;
  private loss = 0;

  constructor(period: number) {
    this.period = period;
  }

  next(value: number): number {
    const change = value - this.previous;
    const gain = Math.max(change, 0);
    const loss = Math.max(-change, 0);
    this.previous = value;
    this.count++;
    if (this.count === 1) return Number.NaN;
    const period = this.period;
    if (this.count > period + 1) {
      this.gain = (this.gain * (period - 1) + gain) / period;
      this.loss = (this.loss * (period - 1) + loss) / period;
      return this.strength();
    }
    this.gain += gain;
    this.loss += loss;
    if (this.count <= period) return Number.NaN;
    this.gain /= period;
    this.loss /= period;
    return this.strength();
  }

  save(): Snapshot {
    return { count: this.count, previous: this.previous, gain: this.gain, loss: this.loss };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.previous = readNumber(saved, "previous");
    this.gain = readNumber(saved, "gain");
    this.loss = readNumber(saved, "loss");
    return this;
  }

  private strength(): number {
    return this.loss > 0 ? 100 - 100 / (1 + this.gain / this.loss) : 100;
  }
}
