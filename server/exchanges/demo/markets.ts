import type { VenueMarket } from "../venue.ts";

/** A demo market: its rules and the character of its invented prices. */
export interface DemoMarket extends VenueMarket {
  readonly seed: number;
  /** The price around which the walk swings. */
  readonly anchor: number;
  /** Typical move of one minute as a ratio. */
  readonly minuteMove: number;
  /** Typical volume of one minute in base. */
  readonly minuteVolume: number;
}

const FEES = { takerFee: 0.001, makerFee: 0.0008 };

export const DEMO_MARKETS: readonly DemoMarket[] = [
  {
    symbol: "BTC-USD",
    base: "BTC",
    quote: "USD",
    title: "Bitcoin",
    rules: { amountStep: 0.00001, priceTick: 0.01, minNotional: 5, ...FEES },
    seed: 11,
    anchor: 60_000,
    minuteMove: 0.0007,
    minuteVolume: 6,
  },
  {
    symbol: "ETH-USD",
    base: "ETH",
    quote: "USD",
    title: "Ether",
    rules: { amountStep: 0.0001, priceTick: 0.01, minNotional: 5, ...FEES },
    seed: 23,
    anchor: 3_000,
    minuteMove: 0.0009,
    minuteVolume: 80,
  },
  {
    symbol: "SOL-USD",
    base: "SOL",
    quote: "USD",
    title: "Solana",
    rules: { amountStep: 0.001, priceTick: 0.01, minNotional: 5, ...FEES },
    seed: 37,
    anchor: 140,
    minuteMove: 0.0012,
    minuteVolume: 900,
  },
  {
    symbol: "XRP-USD",
    base: "XRP",
    quote: "USD",
    title: "XRP",
    rules: { amountStep: 0.1, priceTick: 0.0001, minNotional: 5, ...FEES },
    seed: 41,
    anchor: 0.6,
    minuteMove: 0.001,
    minuteVolume: 50_000,
  },
  {
    symbol: "EUR-USD",
    base: "EUR",
    quote: "USD",
    title: "Euro",
    rules: { amountStep: 0.01, priceTick: 0.00001, minNotional: 5, takerFee: 0.0002, makerFee: 0.0001 },
    seed: 53,
    anchor: 1.1,
    minuteMove: 0.00012,
    minuteVolume: 20_000,
  },
];

export function findDemoMarket(symbol: string): DemoMarket | undefined {
  return DEMO_MARKETS.find((market) => market.symbol === symbol);
}
