import { RowBlocks } from "./row-blocks.ts";

const FIELDS = 3;

/**
 * What a run held, written down only on bars where it changed: cash and base quantity at the close of `bar`, until the next row.
 * Equity at any close follows from it, so a backtest stores nothing on the bars between.
 */
export class HoldingColumns {
  private readonly rows = new RowBlocks(FIELDS);

  get length(): number {
    return this.rows.length;
  }

  push(bar: number, held: { readonly cash: number; readonly quantity: number }): void {
    this.rows.claim();
    const { block, start } = this.rows;
    block[start] = bar;
    block[start + 1] = held.cash;
    block[start + 2] = held.quantity;
  }

  bar(index: number): number {
    return this.rows.get(index, 0);
  }

  cash(index: number): number {
    return this.rows.get(index, 1);
  }

  quantity(index: number): number {
    return this.rows.get(index, 2);
  }

  /** First bar on which row `index` no longer holds, at most `bars`; the bar itself when a later row of the same bar replaces it. */
  endBar(index: number, bars: number): number {
    return index + 1 < this.length ? Math.min(bars, this.bar(index + 1)) : bars;
  }
}
