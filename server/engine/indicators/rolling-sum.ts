import { at } from "../columns.ts";
import { readNumber, readNumbers, type Snapshot } from "../snapshot-reading.ts";

/** The running sum is rebuilt from its window at every multiple of this many values, which bounds its drift. Even. */
const REBUILD_AT = 1024;

/**
 * Sum of the last `period` values, `NaN` until there are that many.
 * Values are taken in pairs, base + (first + second), so that one addition waits for another only every other value.
 */
export class RollingSum {
  readonly period: number;
  private readonly window: Float64Array;
  private count = 0;
  private base = 0;
  private firstOfPair = 0;

  constructor(period: number) {
    this.period = period;
    this.window = new Float64Array(period);
  }

  next(value: number): number {
    const slot = this.count % this.period;
    const change = value - at(this.window, slot);
    this.window[slot] = value;
    this.count++;
    if (this.count % 2 === 1) {
      this.firstOfPair = change;
      return this.count < this.period ? Number.NaN : this.base + change;
    }
    this.base += this.firstOfPair + change;
    if (this.count % REBUILD_AT === 0) this.base = this.sumWindow();
    return this.count < this.period ? Number.NaN : this.base;
  }

  /**
   * What `next` gives on `values[from…to)`, bit for bit, written to `out[0…to − from)`.
   * The values before `from` must be the ones already seen.
   */
  fill(values: Float64Array, from: number, to: number, out: Float64Array): void {
    let i = from;
    while (i < to && this.mustStep(i)) out[i - from] = this.next(at(values, i++));
    while (i + 1 < to) {
      const room = Math.min(to - i, REBUILD_AT - (this.count % REBUILD_AT));
      const until = i + room - (room % 2);
      this.base = slidePairs(values, this.period, this.base, from, i, until, out);
      this.count += until - i;
      this.keepWindow(values, until);
      i = until;
      if (this.count % REBUILD_AT !== 0) continue;
      this.base = this.sumWindow();
      out[i - 1 - from] = this.base;
    }
    if (i < to) out[i - from] = this.next(at(values, i));
  }

  save(): Snapshot {
    const { count, base, firstOfPair } = this;
    return { count, base, firstOfPair, window: Array.from(this.window) };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.base = readNumber(saved, "base");
    this.firstOfPair = readNumber(saved, "firstOfPair");
    this.window.set(readNumbers(saved, "window", this.period));
    return this;
  }

  private mustStep(i: number): boolean {
    return i < this.period || this.count < this.period || this.count % 2 === 1;
  }

  private keepWindow(values: Float64Array, end: number): void {
    const split = this.count % this.period;
    this.window.set(values.subarray(end - split, end), 0);
    this.window.set(values.subarray(end - this.period, end - split), split);
  }

  private sumWindow(): number {
    const oldest = this.count < this.period ? 0 : this.count % this.period;
    let sum = 0;
    for (let slot = oldest; slot < this.period; slot++) sum += at(this.window, slot);
    for (let slot = 0; slot < oldest; slot++) sum += at(this.window, slot);
    return sum;
  }
}

function slidePairs(
  values: Float64Array,
  period: number,
  start: number,
  from: number,
  first: number,
  until: number,
  out: Float64Array,
): number {
  let base = start;
  for (let i = first; i < until; i += 2) {
    const change = at(values, i) - at(values, i - period);
    out[i - from] = base + change;
    base += change + (at(values, i + 1) - at(values, i + 1 - period));
    out[i + 1 - from] = base;
  }
  return base;
}
