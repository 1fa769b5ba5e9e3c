import { z } from "zod";

export const TIMEFRAMES = ["1m", "5m", "15m", "1h", "4h", "1d"] as const;
export const Timeframe = z.enum(TIMEFRAMES);
export type Timeframe = z.output<typeof Timeframe>;

export const ListMarketsInput = z.strictObject({});

/** Steps and minima in units of base or quote; fees as ratios. */
export const Market = z.object({
  venue: z.string(),
  /** `BASE-QUOTE`. */
  symbol: z.string(),
  base: z.string(),
  quote: z.string(),
  title: z.string(),
  rules: z.object({
    amountStep: z.number(),
    priceTick: z.number(),
    minNotional: z.number(),
    takerFee: z.number(),
    makerFee: z.number(),
  }),
});
export type Market = z.output<typeof Market>;
export const Markets = z.array(Market);

const DecimalText = z.string().regex(/^-?\d+(?:\.\d+)?$/);

export const DemoBalances = z.record(z.string(), DecimalText);

/** The demo exchange's own record of an order, as its ledger stores it. */
export const StoredDemoOrder = z.strictObject({
  clientOrderId: z.string(),
  symbol: z.string(),
  side: z.enum(["buy", "sell"]),
  type: z.enum(["market", "limit", "stop"]),
  amount: DecimalText.nullable(),
  quoteAmount: DecimalText.nullable(),
  price: DecimalText.nullable(),
  group: z.string().nullable(),
  status: z.enum(["open", "filled", "canceled", "rejected"]),
  createdAt: z.number(),
  fills: z.array(
    z.strictObject({
      fillId: z.string(),
      time: z.number(),
      price: DecimalText,
      amount: DecimalText,
      fee: DecimalText,
      feeCurrency: z.string(),
    }),
  ),
  reason: z.string().nullable(),
  matchedUntil: z.number(),
});
