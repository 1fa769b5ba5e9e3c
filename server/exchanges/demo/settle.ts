import {
  buyLimitFill,
  buyStopFill,
  type Candle,
  candleAt,
  sellLimitFill,
  sellStopFill,
} from "#server/engine/index.ts";
import { MINUTE_MS } from "../timeframe.ts";
import { demoCandles } from "./demo-candles.ts";
import { demoMarketNamed } from "./demo-feed.ts";
import type { DemoBook, DemoOrder } from "./demo-ledger.ts";
import { fillOrder } from "./fill-order.ts";

/** No more minutes than this are made at once. */
const PORTION_MINUTES = 1440;

/** Matches every resting order against the minutes that have closed since it was last looked at. */
export async function settleOrders(book: DemoBook, now: number): Promise<void> {
  const until = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const symbols = new Set((await book.openOrders()).map((order) => order.symbol));
  for (const symbol of symbols) await settleMarket(book, symbol, until);
}

async function settleMarket(book: DemoBook, symbol: string, until: number): Promise<void> {
  const market = demoMarketNamed(symbol);
  let open = await openOn(book, symbol);
  let from = Math.min(...open.map((order) => order.matchedUntil));
  while (open.length > 0 && from < until) {
    const count = Math.min(PORTION_MINUTES, (until - from) / MINUTE_MS);
    const candles = demoCandles(market, "1m", from, count);
    for (let i = 0; i < count && open.length > 0; i++) {
      const candle = candleAt(candles, i);
      for (const order of open) {
        if (order.matchedUntil > candle.time || !(await isStillOpen(book, order))) continue;
        const price = reachedPrice(order, candle);
        if (price > 0) await fillOrder(book, market, order, candle.time, price, Number(order.amount));
      }
      if (open.some((order) => reachedPrice(order, candle) > 0)) open = await openOn(book, symbol);
    }
    from += count * MINUTE_MS;
  }
  for (const order of open) {
    if (order.matchedUntil < until) await book.saveOrder({ ...order, matchedUntil: until });
  }
}

async function isStillOpen(book: DemoBook, order: DemoOrder): Promise<boolean> {
  return (await book.findOrder(order.clientOrderId))?.status === "open";
}

/** Stops before limits: when one minute reaches both, the worse is taken as true. */
async function openOn(book: DemoBook, symbol: string): Promise<DemoOrder[]> {
  const open = (await book.openOrders()).filter((order) => order.symbol === symbol);
  return open.toSorted((a, b) =>
    a.type === b.type ? a.createdAt - b.createdAt : a.type === "stop" ? -1 : 1,
  );
}

/** The engine's own rules, so that paper and backtest fill alike; 0 when the minute does not reach the order. */
function reachedPrice(order: DemoOrder, { open, high, low }: Candle): number {
  const price = Number(order.price);
  switch (order.type) {
    case "stop":
      return order.side === "sell" ? sellStopFill(price, open, low) : buyStopFill(price, open, high);
    case "limit":
      return order.side === "sell" ? sellLimitFill(price, open, high) : buyLimitFill(price, open, low);
    case "market":
      return 0;
  }
}
