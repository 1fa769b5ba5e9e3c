import type { BacktestReport } from "./schema.ts";

type Equity = BacktestReport["equity"];

/**
 * About `maxPoints` of the columns for a screen. Every bucket keeps its highest and its lowest value in order, so no
 * peak and no trough is smoothed away; the first and the last point stay.
 */
export function thinEquity(equity: Equity, maxPoints: number): Equity {
  const { length } = equity.time;
  if (length <= maxPoints) return equity;
  const kept = new Set([0, length - 1]);
  const bucket = (2 * length) / maxPoints;
  for (let start = 0; start < length; start += bucket) {
    const [from, to] = [Math.floor(start), Math.min(length, Math.floor(start + bucket))];
    kept.add(extreme(equity.value, from, to, 1)).add(extreme(equity.value, from, to, -1));
  }
  const indexes = [...kept].toSorted((a, b) => a - b);
  const pick = (column: number[]) => indexes.map((index) => column[index] ?? Number.NaN);
  return { time: pick(equity.time), value: pick(equity.value), drawdown: pick(equity.drawdown) };
}

function extreme(values: number[], from: number, to: number, sign: 1 | -1): number {
  let best = from;
  for (let i = from; i < to; i++) if (sign * (values[i] ?? 0) > sign * (values[best] ?? 0)) best = i;
  return best;
}
