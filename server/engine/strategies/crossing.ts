import { readNumber, type Snapshot } from "../snapshot-reading.ts";

/** Two lines closer than this ratio are equal: smaller differences are rounding, not prices. */
const TIE_RATIO = 1e-12;

/** When one line crosses another. Touching is not crossing, and the side of the first pair is not a cross. */
export class Crossing {
  private side = 0;

  /** 1 where `a` has crossed above `b`, −1 where below, else 0; `NaN` is no side. */
  next(a: number, b: number): number {
    const reach = TIE_RATIO * Math.max(Math.abs(a), Math.abs(b));
    const side = a > b + reach ? 1 : a < b - reach ? -1 : 0;
    if (side === 0 || side === this.side) return 0;
    const isFirst = this.side === 0;
    this.side = side;
    return isFirst ? 0 : side;
  }

  save(): Snapshot {
    return { side: this.side };
  }

  restore(saved: Snapshot): this {
    this.side = readNumber(saved, "side");
    return this;
  }
}
