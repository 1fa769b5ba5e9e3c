import { readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { Delay } from "./delay.ts";
import { Midpoint } from "./midpoint.ts";

/**
 * Ichimoku Kinko Hyo (G. Hosoda, 1969). Both leading spans are given where they are drawn, `base` bars after they were
 * worked out. The lagging span is no output: drawn `base` bars back, it would tell a bar of a later close.
 */
export class Ichimoku {
  conversion = Number.NaN;
  base = Number.NaN;
  leadingA = Number.NaN;
  leadingB = Number.NaN;
  private readonly short: Midpoint;
  private readonly middle: Midpoint;
  private readonly long: Midpoint;
  private readonly aheadA: Delay;
  private readonly aheadB: Delay;

  constructor(conversion: number, base: number, leading: number) {
    this.short = new Midpoint(conversion);
    this.middle = new Midpoint(base);
    this.long = new Midpoint(leading);
    this.aheadA = new Delay(base);
    this.aheadB = new Delay(base);
  }

  next(high: number, low: number): void {
    this.conversion = this.short.next(high, low);
    this.base = this.middle.next(high, low);
    this.leadingA = later(this.aheadA, (this.conversion + this.base) / 2);
    this.leadingB = later(this.aheadB, this.long.next(high, low));
  }

  save(): Snapshot {
    const { short, middle, long, aheadA, aheadB } = this;
    return {
      short: short.save(),
      middle: middle.save(),
      long: long.save(),
      aheadA: aheadA.save(),
      aheadB: aheadB.save(),
    };
  }

  restore(saved: Snapshot): this {
    this.short.restore(readSnapshot(saved, "short"));
    this.middle.restore(readSnapshot(saved, "middle"));
    this.long.restore(readSnapshot(saved, "long"));
    this.aheadA.restore(readSnapshot(saved, "aheadA"));
    this.aheadB.restore(readSnapshot(saved, "aheadB"));
    return this;
  }
}

const later = (delay: Delay, value: number): number => (Number.isNaN(value) ? Number.NaN : delay.next(value));
