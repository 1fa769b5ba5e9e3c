import { type Candles, createCandles } from "#server/engine/index.ts";
import { TIMEFRAME_MS, type Timeframe } from "../timeframe.ts";
import type { MarketFeed } from "../venue.ts";
import { VenueError } from "../venue-error.ts";
import { demoCandles, demoPrice } from "./demo-candles.ts";
import { DEMO_MARKETS, type DemoMarket, findDemoMarket } from "./markets.ts";

export const DEMO_VENUE = "demo";

export function demoMarketNamed(symbol: string): DemoMarket {
  const market = findDemoMarket(symbol);
  if (market !== undefined) return market;
  throw new VenueError("UNKNOWN_MARKET", `The demo exchange has no market ${symbol}`, true);
}

/** Prices of the demo exchange up to `now()` (Unix ms). */
export function createDemoFeed(now: () => number): MarketFeed {
  return {
    venue: DEMO_VENUE,
    markets: DEMO_MARKETS,
    async fetchCandles(symbol, timeframe, since, limit) {
      return closedDemoCandles(demoMarketNamed(symbol), timeframe, since, limit, now());
    },
    async fetchPrice(symbol) {
      return demoPrice(demoMarketNamed(symbol), now());
    },
  };
}

export function closedDemoCandles(
  market: DemoMarket,
  timeframe: Timeframe,
  since: number,
  limit: number,
  now: number,
): Candles {
  const step = TIMEFRAME_MS[timeframe];
  const from = Math.ceil(since / step) * step;
  const closed = Math.floor((now - from) / step);
  const count = Math.max(0, Math.min(limit, closed));
  return count === 0 ? createCandles(0) : demoCandles(market, timeframe, from, count);
}
