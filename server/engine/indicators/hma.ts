import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { Wma } from "./wma.ts";

/** Hull moving average (A. Hull, 2005): WMA over ⌊√n⌋ of 2 · WMA(⌊n/2⌋) − WMA(n). */
export class Hma {
  readonly period: number;
  private readonly half: Wma;
  private readonly whole: Wma;
  private readonly smooth: Wma;

  constructor(period: number) {
    this.period = period;
    this.half = new Wma(Math.max(1, Math.floor(period / 2)));
    this.whole = new Wma(period);
    this.smooth = new Wma(Math.floor(Math.sqrt(period)));
  }

  next(value: number): number {
    const half = this.half.next(value);
    const whole = this.whole.next(value);
    return Number.isNaN(whole) ? Number.NaN : this.smooth.next(2 * half - whole);
  }

  save(): Snapshot {
    return { half: this.half.save(), whole: this.whole.save(), smooth: this.smooth.save() };
  }

  restore(saved: Snapshot): this {
    this.half.restore(readSnapshot(saved, "half"));
    this.whole.restore(readSnapshot(saved, "whole"));
    this.smooth.restore(readSnapshot(saved, "smooth"));
    return this;
  }
}
