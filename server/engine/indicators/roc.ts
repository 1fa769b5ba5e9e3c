import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { Delay } from "./delay.ts";

/** Rate of change in percent against the value `period` bars ago; first at index `period`. */
export class Roc {
  readonly period: number;
  private readonly earlier: Delay;

  constructor(period: number) {
    this.period = period;
    this.earlier = new Delay(period);
  }

  next(value: number): number {
    const before = this.earlier.next(value);
    return (100 * (value - before)) / before;
  }

  save(): Snapshot {
    return { earlier: this.earlier.save() };
  }

  restore(saved: Snapshot): this {
    this.earlier.restore(readSnapshot(saved, "earlier"));
    return this;
  }
}
