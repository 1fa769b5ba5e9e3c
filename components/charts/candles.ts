/** Candles in columns of equal length; times in epoch milliseconds of the bar's open, ascending. */
export interface CandleColumns {
  time: readonly number[];
  open: readonly number[];
  high: readonly number[];
  low: readonly number[];
  close: readonly number[];
}

/** An order filled at a bar. */
export interface TradeMark {
  time: number;
  side: "buy" | "sell";
  /** Short note at the arrow, e.g. `stop loss`. */
  text?: string;
}
