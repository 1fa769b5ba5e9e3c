import { at, type Candles } from "#server/engine/index.ts";
import type { NewHolding } from "./history-store.ts";
import type { BotEquity } from "./schema.ts";

/**
 * Equity at the close of each candle, from what was held at that time. `holdings` oldest first; before the first of them
 * the bot held `startCash`. `stepMs` is the length of a candle.
 */
export function equityCurve(
  candles: Candles,
  stepMs: number,
  holdings: readonly NewHolding[],
  startCash: number,
): BotEquity {
  const curve: BotEquity = { time: [], value: [], drawdown: [] };
  let held = { cash: startCash, quantity: 0 };
  let next = 0;
  for (let i = 0; i < candles.length; i++) {
    const closeTime = at(candles.time, i) + stepMs;
    for (let later = holdings[next]; later && later.time < closeTime; later = holdings[++next]) held = later;
    curve.time.push(closeTime);
    curve.value.push(held.cash + held.quantity * at(candles.close, i));
  }
  let peak = startCash;
  for (const value of curve.value) {
    peak = Math.max(peak, value);
    curve.drawdown.push(value / peak - 1);
  }
  return curve;
}
