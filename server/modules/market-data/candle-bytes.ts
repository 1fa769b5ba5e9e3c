import { deflateRawSync, inflateRawSync } from "node:zlib";
import {
  CANDLE_COLUMNS,
  type Candles,
  createCandles,
  type ValidCandles,
  validateCandles,
} from "#server/engine/index.ts";

const BYTES = Float64Array.BYTES_PER_ELEMENT;
const FAST = { level: 1 };

/** The columns as bytes: exact, whatever the numbers. */
export function packCandles(candles: Candles): Uint8Array<ArrayBuffer> {
  const packed = new Float64Array(candles.length * CANDLE_COLUMNS.length);
  CANDLE_COLUMNS.forEach((column, index) => {
    packed.set(candles[column].subarray(0, candles.length), index * candles.length);
  });
  return new Uint8Array(deflateRawSync(new Uint8Array(packed.buffer), FAST));
}

export function unpackCandles(bytes: Uint8Array): ValidCandles {
  const raw = inflateRawSync(bytes);
  const packed = new Float64Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
  const length = raw.byteLength / BYTES / CANDLE_COLUMNS.length;
  const candles = createCandles(length);
  CANDLE_COLUMNS.forEach((column, index) => {
    candles[column].set(packed.subarray(index * length, (index + 1) * length));
  });
  return validateCandles(candles);
}
