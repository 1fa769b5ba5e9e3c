import type { MarketFeed } from "#server/exchanges/index.ts";
import type { BotRecord } from "./bot-record.ts";
import type { Bot } from "./schema.ts";

/** Bots at the present prices of their markets; each market is asked once. */
export async function viewBots(feed: MarketFeed, records: readonly BotRecord[]): Promise<Bot[]> {
  const markets = [...new Set(records.map(({ market }) => market))];
  const prices = new Map(
    await Promise.all(markets.map(async (market) => [market, await feed.fetchPrice(market)] as const)),
  );
  return records.map((record) => viewBot(record, prices.get(record.market) ?? 0));
}

export function viewBot(record: BotRecord, price: number): Bot {
  const { cash, quantity, entryPrice, settings, cursor, requestId: _, ...rest } = record;
  const equity = cash + quantity * price;
  return {
    ...rest,
    settings,
    price,
    equity,
    returnPct: 100 * (equity / settings.cash - 1),
    position: quantity > 0 ? { quantity, entryPrice, unrealizedPnl: quantity * (price - entryPrice) } : null,
    lastCandleAt: cursor?.toISOString() ?? null,
    createdAt: rest.createdAt.toISOString(),
    startedAt: rest.startedAt?.toISOString() ?? null,
    stoppedAt: rest.stoppedAt?.toISOString() ?? null,
  };
}
