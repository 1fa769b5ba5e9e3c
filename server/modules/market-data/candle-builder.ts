import {
  CANDLE_COLUMNS,
  type Candle,
  type Candles,
  createCandles,
  sliceCandles,
  writeCandle,
} from "#server/engine/index.ts";

const FIRST_CAPACITY = 4096;

/** Columns that grow while candles arrive one by one. */
export class CandleBuilder {
  private length = 0;
  private columns = createCandles(FIRST_CAPACITY);

  get size(): number {
    return this.length;
  }

  add(candle: Candle): void {
    if (this.length === this.columns.length) this.grow();
    writeCandle(this.columns, this.length++, candle);
  }

  build(): Candles {
    return sliceCandles(this.columns, 0, this.length);
  }

  private grow(): void {
    const wider = createCandles(this.columns.length * 2);
    for (const column of CANDLE_COLUMNS) wider[column].set(this.columns[column]);
    this.columns = wider;
  }
}
