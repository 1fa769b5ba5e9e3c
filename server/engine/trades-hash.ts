import { sha256Hex } from "./sha256.ts";
import type { TradeColumns } from "./trade-columns.ts";

const NUMBERS_A_TRADE = 6;

/**
 * SHA-256 over all closed trades in order, each as six little-endian 64-bit floats:
 * entry price, exit price, quantity, fees, entry time, exit time. Equal hashes mean equal trades, to the last bit.
 */
export function tradesHash(trades: TradeColumns): string {
  const view = new DataView(new ArrayBuffer(trades.length * NUMBERS_A_TRADE * 8));
  let offset = 0;
  for (let i = 0; i < trades.length; i++) {
    const { entryPrice, exitPrice, quantity, fees, entryTime, exitTime } = trades.get(i);
    for (const number of [entryPrice, exitPrice, quantity, fees, entryTime, exitTime]) {
      view.setFloat64(offset, number, true);
      offset += 8;
    }
  }
  return sha256Hex(new Uint8Array(view.buffer));
}
