import type { Candles } from "#server/engine/index.ts";
import type { Timeframe } from "./timeframe.ts";

/** What a venue allows on a market. Steps and minima in units of base or quote; fees as ratios. */
export interface MarketRules {
  readonly amountStep: number;
  readonly priceTick: number;
  readonly minNotional: number;
  readonly takerFee: number;
  readonly makerFee: number;
}

export interface VenueMarket {
  /** `BASE-QUOTE`, e.g. `BTC-USD`. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly title: string;
  readonly rules: MarketRules;
}

/** Closed candles only: a bar whose end is not yet past does not exist. */
export interface MarketFeed {
  readonly venue: string;
  readonly markets: readonly VenueMarket[];
  /** Up to `limit` closed bars from `since` (Unix ms, rounded up to a bar), oldest first. */
  fetchCandles(symbol: string, timeframe: Timeframe, since: number, limit: number): Promise<Candles>;
  /** The price a market order would meet now. */
  fetchPrice(symbol: string): Promise<number>;
}

/** Amounts and prices are decimal strings. A market buy names `quoteAmount` (fee included), everything else `amount`. */
export interface OrderRequest {
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly type: "market" | "limit" | "stop";
  readonly amount: string | null;
  readonly quoteAmount: string | null;
  readonly price: string | null;
  /** Orders of one group share their balance, and the first to fill cancels the others. */
  readonly group: string | null;
}

export const VENUE_ORDER_STATUSES = ["open", "filled", "canceled", "rejected"] as const;
export type VenueOrderStatus = (typeof VENUE_ORDER_STATUSES)[number];

export interface VenueFill {
  readonly fillId: string;
  readonly time: number;
  readonly price: string;
  readonly amount: string;
  readonly fee: string;
  readonly feeCurrency: string;
}

/** What the venue says of an order. `fills` is complete and only ever grows. */
export interface VenueOrder extends OrderRequest {
  readonly status: VenueOrderStatus;
  readonly createdAt: number;
  readonly fills: readonly VenueFill[];
  /** The venue's word on a rejection, e.g. `INSUFFICIENT_BALANCE`. */
  readonly reason: string | null;
}

/** Trading on one account. Any call may throw `VenueError`. */
export interface TradingVenue {
  /** Idempotent: a known `clientOrderId` answers with the order as it stands, and places nothing. */
  createOrder(request: OrderRequest): Promise<VenueOrder>;
  fetchOrder(clientOrderId: string): Promise<VenueOrder | null>;
  fetchOpenOrders(symbol: string): Promise<readonly VenueOrder[]>;
  /** Cancels what is still open; answers with the order as it then stands. */
  cancelOrder(clientOrderId: string): Promise<VenueOrder>;
  /** Free and reserved together, by currency, as decimal strings. */
  fetchBalances(): Promise<Readonly<Record<string, string>>>;
}
