import type { Candle } from "./candles.ts";
import type { OrderRole } from "./order-slot.ts";
import type { DenialReason } from "./outbox.ts";
import type { TradingMode } from "./run.ts";
import type { Trade } from "./trade-columns.ts";

/** A closed bar. `isLate` marks bars caught up on after a pause: they may close a position, never open one. */
export interface CandleEvent {
  readonly kind: "candle";
  readonly candle: Candle;
  readonly isLate: boolean;
}

/** `quantity` is this fill alone, not cumulative. The fee is in quote, or in base (it then shrinks what was bought). */
export interface FillEvent {
  readonly kind: "fill";
  readonly orderId: number;
  readonly time: number;
  readonly price: number;
  readonly quantity: number;
  readonly fee: number;
  readonly feeCurrency: "quote" | "base";
}

/** The venue's word on an order. All but `accepted` are final; fills come before `filled`. */
export interface OrderEvent {
  readonly kind: "order";
  readonly orderId: number;
  readonly status: "accepted" | "filled" | "canceled" | "expired" | "rejected";
}

/** The position is to be closed now, whatever the strategy says: by a person, or because its stop-loss is gone. */
export interface CloseEvent {
  readonly kind: "close_position";
  readonly tag: "closed_by_hand" | "unprotected";
}

/** `reducing` closes positions and opens none. */
export interface ModeEvent {
  readonly kind: "mode";
  readonly mode: TradingMode;
}

export type RunEvent = CandleEvent | FillEvent | OrderEvent | CloseEvent | ModeEvent;

/** Entries are market buys sized in quote by `budget` (fee included); all else sells `quantity` base. */
export interface SubmitCommand {
  readonly kind: "submit";
  readonly orderId: number;
  readonly role: OrderRole;
  readonly side: "buy" | "sell";
  readonly type: "market" | "stop" | "limit";
  readonly quantity: number;
  readonly budget: number;
  readonly price: number;
  readonly decidedAt: number;
}

export interface CancelCommand {
  readonly kind: "cancel";
  readonly orderId: number;
  readonly role: OrderRole;
}

/** An order the run would have sent, had this not stood in its way. */
export interface DenyCommand {
  readonly kind: "deny";
  readonly reason: DenialReason;
  readonly time: number;
}

/** A trade has closed: to be written down. */
export interface TradeCommand {
  readonly kind: "trade";
  readonly trade: Trade;
}

export type Command = SubmitCommand | CancelCommand | DenyCommand | TradeCommand;
