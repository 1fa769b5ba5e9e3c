import type { Candles } from "./candles.ts";
import { at } from "./columns.ts";
import type { HoldingColumns } from "./holding-columns.ts";

/** Equity in quote at each of the first `bars` closes, open positions included. */
export function equityColumn(candles: Candles, holdings: HoldingColumns, bars: number): Float64Array {
  const equity = new Float64Array(bars);
  for (let entry = 0; entry < holdings.length; entry++) {
    const end = holdings.endBar(entry, bars);
    markEquity(
      equity,
      candles.close,
      holdings.cash(entry),
      holdings.quantity(entry),
      holdings.bar(entry),
      end,
    );
  }
  return equity;
}

function markEquity(
  equity: Float64Array,
  close: Float64Array,
  cash: number,
  quantity: number,
  from: number,
  end: number,
): void {
  if (quantity === 0) equity.fill(cash, from, end);
  else for (let i = from; i < end; i++) equity[i] = cash + quantity * at(close, i);
}

/** Bars at whose close a position was open. */
export function countExposedBars(holdings: HoldingColumns, bars: number): number {
  let exposed = 0;
  for (let entry = 0; entry < holdings.length; entry++) {
    if (holdings.quantity(entry) > 0) exposed += holdings.endBar(entry, bars) - holdings.bar(entry);
  }
  return exposed;
}
