import { at, barAt } from "../columns.ts";
import { readNumber, readNumbers, type Snapshot } from "../snapshot-reading.ts";

/**
 * Highest or lowest of the last `period` values, amortised O(1) a value: a queue of those that no later value has
 * outdone (D. Lemire, Streaming maximum-minimum filter, 2006). Of equal values the earliest stands.
 */
export class RollingExtreme {
  readonly period: number;
  /** Values are kept as maxima: a lowest is the highest of the negated. */
  private readonly sign: number;
  private readonly values: Float64Array;
  private readonly bars: Int32Array;
  private head = 0;
  private length = 0;
  private count = 0;

  constructor(period: number, kind: "highest" | "lowest") {
    this.period = period;
    this.sign = kind === "highest" ? 1 : -1;
    this.values = new Float64Array(period);
    this.bars = new Int32Array(period);
  }

  /** `NaN` until there are `period` values. */
  next(value: number): number {
    const signed = this.sign * value;
    if (this.length > 0 && barAt(this.bars, this.head) <= this.count - this.period) this.dropFirst();
    while (this.length > 0 && at(this.values, this.slot(this.length - 1)) < signed) this.length--;
    const slot = this.slot(this.length);
    this.values[slot] = signed;
    this.bars[slot] = this.count;
    this.length++;
    this.count++;
    return this.count < this.period ? Number.NaN : this.sign * at(this.values, this.head);
  }

  /** How many values ago the extreme was seen. */
  get age(): number {
    return this.count - 1 - barAt(this.bars, this.head);
  }

  save(): Snapshot {
    const slots = Array.from({ length: this.length }, (_, index) => this.slot(index));
    return {
      count: this.count,
      length: this.length,
      values: slots.map((slot) => at(this.values, slot)),
      bars: slots.map((slot) => barAt(this.bars, slot)),
    };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.length = readNumber(saved, "length");
    this.head = 0;
    this.values.set(readNumbers(saved, "values", this.length));
    this.bars.set(readNumbers(saved, "bars", this.length));
    return this;
  }

  private slot(index: number): number {
    const slot = this.head + index;
    return slot < this.period ? slot : slot - this.period;
  }

  private dropFirst(): void {
    this.head = this.slot(1);
    this.length--;
  }
}
