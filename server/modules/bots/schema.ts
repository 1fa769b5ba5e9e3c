import { z } from "zod";
import { Timeframe } from "../venues/schema.ts";

const BOT_STATUSES = ["ready", "running", "paused", "stopping", "stopped", "halted"] as const;
export const BotStatus = z.enum(BOT_STATUSES);
export type BotStatus = z.output<typeof BotStatus>;

/** Ratios are plain numbers: 0.02 is 2 %. Fees and steps are those of the market. */
export const BotSettings = z.strictObject({
  /** Paper money to start with, in the market's quote currency. */
  cash: z.number().default(10_000),
  /** Share of the available funds that one entry spends. */
  size: z.number().default(1),
  stopLoss: z.number().nullable().default(null),
  takeProfit: z.number().nullable().default(null),
});
export type BotSettings = z.output<typeof BotSettings>;

export const CreateBotInput = z.strictObject({
  /** Made by the client, once a form: asking twice with the same id creates one bot. */
  requestId: z.string().min(8).max(64),
  name: z.string().trim().min(1, "Name the bot.").max(80, "Use at most 80 characters."),
  market: z.string().min(1).max(40),
  timeframe: Timeframe,
  strategy: z.string().min(1).max(40),
  params: z.record(z.string().max(40), z.number()).default({}),
  settings: BotSettings.prefault({}),
  /** The backtest it was made from, if any. */
  backtestId: z.string().min(1).max(64).nullable().default(null),
  /** Whether it trades at once, or waits for `bot.start`. */
  start: z.boolean().default(true),
});

export const BotId = z.strictObject({ botId: z.string().min(1).max(64) });
export const ListBotsInput = z.strictObject({});

export const Position = z.object({
  /** In base. */
  quantity: z.number(),
  entryPrice: z.number(),
  /** In quote at the present price, before the exit's fee. */
  unrealizedPnl: z.number(),
});

export const Bot = z.object({
  id: z.string(),
  name: z.string(),
  status: BotStatus,
  /** Why it halted, in words. */
  halt: z.string().nullable(),
  /** Why the plan paused it, in words; null where a person did, and while it is not paused. */
  pauseReason: z.string().nullable(),
  venue: z.string(),
  market: z.string(),
  timeframe: Timeframe,
  strategy: z.string(),
  params: z.record(z.string(), z.number()),
  settings: BotSettings,
  backtestId: z.string().nullable(),
  /** The market's present price. */
  price: z.number(),
  /** Cash and position at that price, in quote. */
  equity: z.number(),
  returnPct: z.number(),
  position: Position.nullable(),
  tradeCount: z.number().int(),
  /** Open time of the last candle it has seen. */
  lastCandleAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  stoppedAt: z.iso.datetime().nullable(),
});
export type Bot = z.output<typeof Bot>;
export const Bots = z.array(Bot);

/** The newest first; `before` is the id of the last one seen. */
export const BotHistoryInput = z.strictObject({
  botId: z.string().min(1).max(64),
  limit: z.number().int().min(1).max(200).default(50),
  before: z.string().max(64).optional(),
});

const ORDER_STATUSES = [
  "initialized",
  "unknown",
  "accepted",
  "pending_cancel",
  "filled",
  "canceled",
  "rejected",
  "expired",
] as const;
export const OrderStatus = z.enum(ORDER_STATUSES);
export type OrderStatus = z.output<typeof OrderStatus>;

const Decimal = z.string();

export const BotOrder = z.object({
  /** The client order id, as the venue knows it. */
  id: z.string(),
  role: z.enum(["entry", "exit", "stop_loss", "take_profit"]),
  side: z.enum(["buy", "sell"]),
  type: z.enum(["market", "stop", "limit"]),
  status: OrderStatus,
  reason: z.string().nullable(),
  quantity: Decimal.nullable(),
  /** Quote to spend, fee included, where that is what was ordered. */
  budget: Decimal.nullable(),
  price: Decimal.nullable(),
  filled: Decimal,
  averagePrice: z.number().nullable(),
  /** Open time of the candle on whose close it was decided. */
  decidedAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  fills: z.array(
    z.object({
      time: z.iso.datetime(),
      price: Decimal,
      quantity: Decimal,
      fee: Decimal,
      feeCurrency: z.string(),
    }),
  ),
});
export type BotOrder = z.output<typeof BotOrder>;
export const BotOrders = z.array(BotOrder);

export const BotTrade = z.object({
  id: z.string(),
  side: z.enum(["long", "short"]),
  entryTime: z.iso.datetime(),
  exitTime: z.iso.datetime(),
  entryPrice: z.number(),
  exitPrice: z.number(),
  quantity: z.number(),
  fees: z.number(),
  pnl: z.number(),
  returnPct: z.number(),
  exitReason: z.string(),
  tag: z.string().nullable(),
});
export type BotTrade = z.output<typeof BotTrade>;
export const BotTrades = z.array(BotTrade);

const NOTE_CODES = [
  "INSUFFICIENT_BALANCE",
  "QUANTITY_BELOW_MINIMUM",
  "NOTIONAL_BELOW_MINIMUM",
  "TRADING_HALTED",
  "STALE_PRICE",
  "POSITION_STILL_CLOSING",
  "ORDER_REJECTED",
  "VENUE_UNREACHABLE",
  "EXTERNAL_ORDER",
  "POSITION_MISMATCH",
  "PROTECTION_LOST",
  "PLAN_LIMIT",
] as const;
export const NoteCode = z.enum(NOTE_CODES);
export type NoteCode = z.output<typeof NoteCode>;

/** Something the bot did not do, or that befell it. */
export const BotNote = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** Open time of the candle it concerns. */
  time: z.iso.datetime(),
  code: NoteCode,
  message: z.string(),
  detail: z.string().nullable(),
});
export type BotNote = z.output<typeof BotNote>;
export const BotNotes = z.array(BotNote);

export const BotEquityInput = z.strictObject({
  botId: z.string().min(1).max(64),
  maxPoints: z.number().int().min(10).max(5_000).default(600),
});

/** Columns of the same length: Unix ms, quote, and the ratio below the highest equity so far (0 or negative). */
export const BotEquity = z.object({
  time: z.array(z.number()),
  value: z.array(z.number()),
  drawdown: z.array(z.number()),
});
export type BotEquity = z.output<typeof BotEquity>;
