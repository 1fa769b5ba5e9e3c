export { decimalText } from "./demo/decimal.ts";
export { createDemoFeed, DEMO_VENUE } from "./demo/demo-feed.ts";
export {
  type Balances,
  createMemoryLedger,
  type DemoBook,
  type DemoLedger,
  type DemoOrder,
} from "./demo/demo-ledger.ts";
export { createDemoVenue } from "./demo/demo-venue.ts";
export { DEMO_MARKETS, type DemoMarket, findDemoMarket } from "./demo/markets.ts";
export { createFaultyVenue, type Fault, type VenueCall } from "./faulty-venue.ts";
export { MINUTE_MS, TIMEFRAME_MS, TIMEFRAMES, type Timeframe } from "./timeframe.ts";
export {
  type MarketFeed,
  type MarketRules,
  type OrderRequest,
  type TradingVenue,
  VENUE_ORDER_STATUSES,
  type VenueFill,
  type VenueMarket,
  type VenueOrder,
  type VenueOrderStatus,
} from "./venue.ts";
export { VenueError } from "./venue-error.ts";
