import { readBoolean, readNumber, readSnapshot, type Snapshot } from "../snapshot-reading.ts";
import { Atr } from "./atr.ts";

/**
 * Supertrend (O. Seban): the middle of the bar ± `multiplier` · ATR, each band moving only towards the price until a close
 * beyond it; the line is the lower band in a rising market and the upper one in a falling. First at index `period`.
 */
export class Supertrend {
  line = Number.NaN;
  /** The line while the market falls, else `NaN`. */
  upper = Number.NaN;
  /** The line while the market rises, else `NaN`. */
  lower = Number.NaN;
  private readonly multiplier: number;
  private readonly atr: Atr;
  private isStarted = false;
  private isRising = true;
  private close = 0;
  private top = 0;
  private bottom = 0;

  constructor(period: number, multiplier: number) {
    this.multiplier = multiplier;
    this.atr = new Atr(period);
  }

  next(high: number, low: number, close: number): void {
    const width = this.multiplier * this.atr.next(high, low, close);
    const before = this.close;
    this.close = close;
    if (Number.isNaN(width)) return;
    const middle = (high + low) / 2;
    const top = middle + width;
    const bottom = middle - width;
    if (!this.isStarted) {
      this.isStarted = true;
      this.isRising = close >= middle;
      this.top = top;
      this.bottom = bottom;
    }
    if (top < this.top || before > this.top) this.top = top;
    if (bottom > this.bottom || before < this.bottom) this.bottom = bottom;
    this.isRising = close > (this.isRising ? this.bottom : this.top);
    this.line = this.isRising ? this.bottom : this.top;
    this.upper = this.isRising ? Number.NaN : this.line;
    this.lower = this.isRising ? this.line : Number.NaN;
  }

  save(): Snapshot {
    const { isStarted, isRising, close, top, bottom } = this;
    return { isStarted, isRising, close, top, bottom, atr: this.atr.save() };
  }

  restore(saved: Snapshot): this {
    this.isStarted = readBoolean(saved, "isStarted");
    this.isRising = readBoolean(saved, "isRising");
    this.close = readNumber(saved, "close");
    this.top = readNumber(saved, "top");
    this.bottom = readNumber(saved, "bottom");
    this.atr.restore(readSnapshot(saved, "atr"));
    return this;
  }
}
