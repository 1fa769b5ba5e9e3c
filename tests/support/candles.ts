import {
  type Candle,
  type Candles,
  candlesFromRows,
  createCandles,
  type ValidCandles,
  validateCandles,
  writeCandle,
} from "#server/engine/index.ts";

/** Deterministic numbers in [0, 1) (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface WalkOptions {
  readonly seed: number;
  readonly bars: number;
  readonly stepMs?: number;
  /** Largest move of a bar as a ratio. */
  readonly move?: number;
  /** Share of bars that open away from the close before. */
  readonly gapShare?: number;
}

/** A random walk of sound candles that starts 2024-01-01 at 100. */
export function randomCandles({
  seed,
  bars,
  stepMs = 60_000,
  move = 0.02,
  gapShare = 0.2,
}: WalkOptions): ValidCandles {
  const random = seededRandom(seed);
  const candles = createCandles(bars);
  let price = 100;
  for (let i = 0; i < bars; i++) {
    const open = random() < gapShare ? price * (1 + (random() - 0.5) * move) : price;
    const close = open * (1 + (random() - 0.5) * 2 * move);
    const high = Math.max(open, close) * (1 + random() * move);
    const low = Math.min(open, close) * (1 - random() * move);
    writeCandle(candles, i, {
      time: 1_704_067_200_000 + i * stepMs,
      open,
      high,
      low,
      close,
      volume: random() * 10,
    });
    price = close;
  }
  return validateCandles(candles);
}

/** Bars `[open, high, low, close]`, one a day from 2024-01-01 (a Monday). */
export function dailyBars(rows: readonly (readonly [number, number, number, number])[]): ValidCandles {
  return validateCandles(candlesOf(rows));
}

export function candlesOf(rows: readonly (readonly [number, number, number, number])[]): Candles {
  const candles: Candle[] = rows.map(([open, high, low, close], index) => ({
    time: Date.UTC(2024, 0, 1 + index),
    open,
    high,
    low,
    close,
    volume: 1,
  }));
  return candlesFromRows(candles);
}
