import {
  type Candles,
  candleAt,
  createRun,
  type RunSettings,
  strategyNamed,
  type Trade,
  warmUpRun,
} from "#server/engine/index.ts";
import { createDemoFeed, findDemoMarket, MINUTE_MS } from "#server/exchanges/index.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { PlainVenue } from "./step-by-step.ts";

export const MARKET = "SOL-USD";
export const FAST_PARAMS = { fast: 2, slow: 5 };

/** Any two runs that agree on these made the same trades. */
export type TradeFacts = Pick<Trade, "entryPrice" | "exitPrice" | "quantity" | "fees" | "pnl"> & {
  exitReason: string;
  entryTime: number;
  exitTime: number;
};

export function factsOf(
  trade: Omit<TradeFacts, "entryTime" | "exitTime"> & {
    entryTime: number | string;
    exitTime: number | string;
  },
): TradeFacts {
  const { entryPrice, exitPrice, quantity, fees, pnl, exitReason } = trade;
  const [entryTime, exitTime] = [new Date(trade.entryTime).getTime(), new Date(trade.exitTime).getTime()];
  return { entryTime, exitTime, entryPrice, exitPrice, quantity, fees, pnl, exitReason };
}

/** What the engine makes of the minutes from `start`, with the rules of the market: what a bot started then must do. */
export async function expectedTrades(
  start: number,
  minutes: number,
  settings: Partial<RunSettings>,
): Promise<TradeFacts[]> {
  const market = findDemoMarket(MARKET);
  if (!market) throw new Error("no market");
  const { takerFee, makerFee, amountStep, priceTick, minNotional } = market.rules;
  const feed = createDemoFeed(() => Number.MAX_SAFE_INTEGER);
  const candles = (from: number, count: number): Promise<Candles> =>
    feed.fetchCandles(MARKET, "1m", from, count);
  const all = { cash: 10_000, takerFee, makerFee, amountStep, priceTick, minNotional, ...settings };
  const run = createRun(strategyNamed("sma-cross"), FAST_PARAMS, all);
  warmUpRun(run, await candles(start - 300 * MINUTE_MS, 300));
  const venue = new PlainVenue(run);
  const seen = await candles(start, minutes);
  for (let i = 0; i < minutes; i++) {
    venue.match(candleAt(seen, i));
    venue.send({ kind: "candle", candle: candleAt(seen, i), isLate: false });
  }
  return venue.trades.map(factsOf);
}

/** Ports on which a transaction of a tenant may fail: before it begins, or after its commit, when only the answer is lost. */
export function faultyPorts(ports: Ports, faultOf: () => "before" | "after" | null): Ports {
  return {
    ...ports,
    tenantDb(tenantId) {
      const bound = ports.tenantDb(tenantId);
      return {
        ...bound,
        async transaction(work, plane) {
          const fault = faultOf();
          if (fault === "before") throw new Error("crash before the transaction");
          const result = await bound.transaction(work, plane);
          if (fault === "after") throw new Error("crash after the commit");
          return result;
        },
      };
    },
  };
}
