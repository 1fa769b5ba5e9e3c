export { listMarkets } from "./list-markets.ts";
export { openDemoAccount, openDemoTrading, openFeed } from "./open-venue.ts";
