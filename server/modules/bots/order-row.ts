import type { OrderRole, SubmitCommand } from "#server/engine/index.ts";
import { roundDown } from "#server/engine/index.ts";
import { decimalText, type OrderRequest } from "#server/exchanges/index.ts";
import { clientOrderId } from "./client-order-id.ts";
import { BotOrder, OrderStatus } from "./schema.ts";

/** An order as it is stored, without its fills. */
export interface OrderRow {
  id: string;
  botId: string;
  /** The order's id within the run. */
  number: number;
  role: OrderRole;
  side: "buy" | "sell";
  type: "market" | "stop" | "limit";
  quantity: string | null;
  budget: string | null;
  price: string | null;
  group: string | null;
  status: OrderStatus;
  reason: string | null;
  fillCount: number;
  filled: string;
  averagePrice: number | null;
  decidedAt: Date;
  createdAt: Date;
  updatedAt: Date;
}

type Stored = Omit<OrderRow, "role" | "side" | "type" | "status"> & {
  role: string;
  side: string;
  type: string;
  status: string;
};

export function readOrderRow({ role, side, type, status, ...row }: Stored): OrderRow {
  return {
    ...row,
    role: BotOrder.shape.role.parse(role),
    side: BotOrder.shape.side.parse(side),
    type: BotOrder.shape.type.parse(type),
    status: OrderStatus.parse(status),
  };
}

/** The intent to send an order. Protective orders of one position form a group at the venue. */
export function newOrderRow(
  botId: string,
  command: SubmitCommand,
  amountStep: number,
  entryTime: number,
  now: Date,
): OrderRow {
  const { orderId, role, side, type, quantity, budget, price, decidedAt } = command;
  const isEntry = role === "entry";
  return {
    id: clientOrderId(botId, decidedAt, role, orderId),
    botId,
    number: orderId,
    role,
    side,
    type,
    quantity: isEntry ? null : decimalText(roundDown(quantity, amountStep)),
    budget: isEntry ? decimalText(budget) : null,
    price: type === "market" ? null : decimalText(price),
    group: type === "market" ? null : `${botId}-${entryTime}`,
    status: "initialized",
    reason: null,
    fillCount: 0,
    filled: "0",
    averagePrice: null,
    decidedAt: new Date(decidedAt),
    createdAt: now,
    updatedAt: now,
  };
}

export function orderRequest(order: OrderRow, symbol: string): OrderRequest {
  const { id: clientOrderId, side, type, quantity: amount, budget: quoteAmount, price, group } = order;
  return { clientOrderId, symbol, side, type, amount, quoteAmount, price, group };
}
