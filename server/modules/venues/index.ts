export { listMarkets } from "./list-markets.ts";
export { closeDemoAccount, openDemoAccount, openDemoTrading, openFeed } from "./open-venue.ts";
