import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, findCandleFault } from "#server/engine/index.ts";
import { MINUTE_MS, TIMEFRAME_MS, TIMEFRAMES } from "../timeframe.ts";
import { demoCandles, demoPrice } from "./demo-candles.ts";
import { createDemoFeed } from "./demo-feed.ts";
import { DEMO_MARKETS, findDemoMarket } from "./markets.ts";

const start = Date.UTC(2025, 2, 1);
const market = findDemoMarket("BTC-USD") ?? expect.unreachable();

describe.each(DEMO_MARKETS)("$symbol", (one) => {
  test("candles are sound, on the tick, and each opens where the last closed", () => {
    const candles = demoCandles(one, "1m", start, 3000);
    expect(findCandleFault(candles)).toBeUndefined();
    const perUnit = Math.round(1 / one.rules.priceTick);
    for (let i = 1; i < candles.length; i++) {
      expect(at(candles.open, i)).toBe(at(candles.close, i - 1));
      const steps = at(candles.close, i) * perUnit;
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-6);
    }
  });

  test("a year keeps to a believable range and a typical move", () => {
    const { close } = demoCandles(one, "1d", Date.UTC(2024, 0, 1), 366);
    const moves = Array.from(close.slice(1), (value, i) => Math.log(value / at(close, i)));
    const daily = Math.sqrt(moves.reduce((sum, move) => sum + move ** 2, 0) / moves.length) / Math.sqrt(1440);
    expect(daily / one.minuteMove).toBeGreaterThan(0.5);
    expect(daily / one.minuteMove).toBeLessThan(1.7);
    expect(Math.min(...close)).toBeGreaterThan(one.anchor / 4);
    expect(Math.max(...close)).toBeLessThan(one.anchor * 4);
  });
});

test("any range is the same as the same range inside a longer one", () => {
  const long = demoCandles(market, "1m", start, 2000);
  fc.assert(
    fc.property(fc.nat(1900), fc.integer({ min: 1, max: 100 }), (from, count) => {
      const part = demoCandles(market, "1m", start + from * MINUTE_MS, count);
      for (const column of ["time", "open", "high", "low", "close", "volume"] as const) {
        expect(part[column]).toEqual(long[column].slice(from, from + count));
      }
      expect(demoPrice(market, start + from * MINUTE_MS + 59_999)).toBe(at(long.open, from));
    }),
  );
});

test.each(TIMEFRAMES)("%s is made of its minutes", (timeframe) => {
  const minutes = TIMEFRAME_MS[timeframe] / MINUTE_MS;
  const bars = demoCandles(market, timeframe, start, 3);
  const parts = demoCandles(market, "1m", start, 3 * minutes);
  for (let bar = 0; bar < 3; bar++) {
    const [from, to] = [bar * minutes, (bar + 1) * minutes];
    expect(at(bars.time, bar)).toBe(start + bar * TIMEFRAME_MS[timeframe]);
    expect(at(bars.open, bar)).toBe(at(parts.open, from));
    expect(at(bars.close, bar)).toBe(at(parts.close, to - 1));
    expect(at(bars.high, bar)).toBe(Math.max(...parts.high.slice(from, to)));
    expect(at(bars.low, bar)).toBe(Math.min(...parts.low.slice(from, to)));
  }
});

test("the feed shows closed candles only, from the next bar at or after `since`", async () => {
  let now = start + 4.5 * 3_600_000;
  const feed = createDemoFeed(() => now);
  const times = async (since: number, limit = 100): Promise<number[]> => {
    const { time } = await feed.fetchCandles("BTC-USD", "1h", since, limit);
    return Array.from(time, (value) => (value - start) / 3_600_000);
  };
  expect(await times(start)).toEqual([0, 1, 2, 3]);
  expect(await times(start + 1)).toEqual([1, 2, 3]);
  expect(await times(start, 2)).toEqual([0, 1]);
  expect(await times(start + 5 * 3_600_000)).toEqual([]);
  now = start + 5 * 3_600_000;
  expect(await times(start + 4 * 3_600_000)).toEqual([4]);
  await expect(feed.fetchCandles("NO-USD", "1h", start, 1)).rejects.toThrow(
    "The demo exchange has no market NO-USD",
  );
});
