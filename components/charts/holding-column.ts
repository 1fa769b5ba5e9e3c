import type { CandleColumns } from "./candles.ts";

/**
 * What `startEquity` would be worth at each of `times` if it had bought at the first open and held. Between closes
 * the last known one counts, never a later one. Times in Unix ms, ascending.
 */
export function holdingColumn(
  times: readonly number[],
  candles: CandleColumns,
  startEquity: number,
): number[] {
  const firstOpen = candles.open[0];
  if (!firstOpen) return [];
  let closed = -1;
  return times.map((time) => {
    while ((candles.time[closed + 2] ?? Number.POSITIVE_INFINITY) <= time) closed++;
    const price = closed < 0 ? firstOpen : (candles.close[closed] ?? firstOpen);
    return (startEquity * price) / firstOpen;
  });
}
