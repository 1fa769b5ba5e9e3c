import { at } from "../columns.ts";
import { readNumber, readNumbers, type Snapshot } from "../snapshot-reading.ts";

/** The running moments are rebuilt from the window at every multiple of this many values, which bounds their drift. */
const REBUILD_AT = 64;

/** Mean and population standard deviation of the last `period` values (B. P. Welford's update, sliding). */
export class RollingDeviation {
  readonly period: number;
  /** `NaN` until there are `period` values, like `deviation`. */
  mean = Number.NaN;
  deviation = Number.NaN;
  private readonly window: Float64Array;
  private count = 0;
  private center = 0;
  private squares = 0;

  constructor(period: number) {
    this.period = period;
    this.window = new Float64Array(period);
  }

  next(value: number): void {
    const { period } = this;
    const slot = this.count % period;
    const oldest = at(this.window, slot);
    this.window[slot] = value;
    this.count++;
    if (this.count < period) return;
    if (this.count === period || this.count % REBUILD_AT === 0) this.rebuild();
    else {
      const before = this.center;
      this.center += (value - oldest) / period;
      this.squares += (value - oldest) * (value - this.center + oldest - before);
    }
    this.mean = this.center;
    this.deviation = Math.sqrt(Math.max(0, this.squares) / period);
  }

  save(): Snapshot {
    const { count, center, squares } = this;
    return { count, center, squares, window: Array.from(this.window) };
  }

  restore(saved: Snapshot): this {
    this.count = readNumber(saved, "count");
    this.center = readNumber(saved, "center");
    this.squares = readNumber(saved, "squares");
    this.window.set(readNumbers(saved, "window", this.period));
    return this;
  }

  private rebuild(): void {
    let sum = 0;
    for (let slot = 0; slot < this.period; slot++) sum += at(this.window, slot);
    this.center = sum / this.period;
    this.squares = 0;
    for (let slot = 0; slot < this.period; slot++) this.squares += (at(this.window, slot) - this.center) ** 2;
  }
}
