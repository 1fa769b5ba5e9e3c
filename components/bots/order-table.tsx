"use client";

import { useQuery } from "@tanstack/react-query";
import { formatPrice, formatQuantity, NO_VALUE } from "../format/number.ts";
import { formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { HistoryState } from "./history-state.tsx";

type Order = Outputs["bots"]["orders"][number];

const STATUS: Record<Order["status"], { label: string; tone: Tone }> = {
  initialized: { label: "Sending", tone: "info" },
  unknown: { label: "Being looked up", tone: "warning" },
  accepted: { label: "Open", tone: "info" },
  pending_cancel: { label: "Canceling", tone: "warning" },
  filled: { label: "Filled", tone: "positive" },
  canceled: { label: "Canceled", tone: "neutral" },
  rejected: { label: "Rejected", tone: "negative" },
  expired: { label: "Expired", tone: "neutral" },
};

const ROLE: Record<Order["role"], string> = {
  entry: "Entry",
  exit: "Exit",
  stop_loss: "Stop-loss",
  take_profit: "Take-profit",
};

const COLUMNS: readonly Column<Order>[] = [
  { key: "time", header: "Decided (UTC)", cell: (order) => formatDateTime(order.decidedAt) },
  { key: "role", header: "Order", cell: (order) => `${ROLE[order.role]}, ${order.type}` },
  {
    key: "side",
    header: "Side",
    cell: (order) => (
      <span className={order.side === "buy" ? "text-positive" : "text-negative"}>{order.side}</span>
    ),
  },
  {
    key: "status",
    header: "Status",
    cell: (order) => (
      <>
        <Badge tone={STATUS[order.status].tone}>{STATUS[order.status].label}</Badge>
        {order.reason && <span className="ml-2 text-xs text-muted">{order.reason}</span>}
      </>
    ),
  },
  { key: "filled", header: "Filled", isNumeric: true, cell: (order) => formatQuantity(Number(order.filled)) },
  {
    key: "price",
    header: "Price",
    isNumeric: true,
    cell: (order) =>
      order.averagePrice !== null
        ? formatPrice(order.averagePrice)
        : order.price
          ? formatPrice(Number(order.price))
          : NO_VALUE,
  },
  {
    key: "id",
    header: "Client order id",
    isWideOnly: true,
    cell: (order) => <span className="font-mono text-xs text-muted">{order.id}</span>,
  },
];

export function OrderTable({ botId }: { botId: string }) {
  const trpc = useTRPC();
  const orders = useQuery(trpc.bots.orders.queryOptions({ botId }));
  return (
    <HistoryState query={orders} empty="No orders yet. The first follows the first signal of the strategy.">
      {(rows) => <Table caption="Orders" columns={COLUMNS} rows={rows} rowKey={(order) => order.id} isTall />}
    </HistoryState>
  );
}
