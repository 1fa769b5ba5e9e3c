import type { NoteCode } from "./schema.ts";

/** What each reason code means, for the person who reads the bot's page. */
export const NOTE_MESSAGES: Readonly<Record<NoteCode, string>> = {
  INSUFFICIENT_BALANCE: "The strategy wanted to buy, but the funds do not cover the smallest amount.",
  QUANTITY_BELOW_MINIMUM: "The order was smaller than the market's smallest amount.",
  NOTIONAL_BELOW_MINIMUM: "The order was worth less than the market's smallest order.",
  TRADING_HALTED: "The strategy wanted to buy, but the bot only closes positions at present.",
  STALE_PRICE: "The strategy wanted to buy on a candle that was seen too late, so its price was gone.",
  POSITION_STILL_CLOSING: "The strategy wanted to buy while the last position was still being closed.",
  ORDER_REJECTED: "The venue rejected an order.",
  VENUE_UNREACHABLE: "The venue did not answer. The order is looked up before anything else is done.",
  EXTERNAL_ORDER: "The account has an order that this bot did not place. The bot leaves it alone.",
  PROTECTION_LOST: "The stop-loss ended without being reached, so the position was closed.",
  POSITION_MISMATCH: "The account holds less than the bot's position, so the bot halted.",
  PLAN_LIMIT: "The plan allows less than was at work, so the bot was paused: it opens no new positions.",
};
