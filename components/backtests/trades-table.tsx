"use client";

import { useState } from "react";
import {
  formatCount,
  formatPrice,
  formatQuantity,
  formatSigned,
  formatSignedPercent,
  trendOf,
} from "../format/number.ts";
import { formatDateTime, formatDuration } from "../format/time.ts";
import { Button } from "../ui/button.tsx";
import { cx } from "../ui/class-names.ts";
import { type Column, Table } from "../ui/table.tsx";
import { exitReasonText } from "./exit-reason.ts";
import type { ReportTrade } from "./report.ts";

const PAGE = 50;
const TREND = { positive: "text-positive", negative: "text-negative", flat: "" } as const;

interface NumberedTrade extends ReportTrade {
  number: number;
}

const signed = (value: number, text: string) => (
  <span className={cx("font-medium", TREND[trendOf(value)])}>{text}</span>
);

const COLUMNS: readonly Column<NumberedTrade>[] = [
  {
    key: "number",
    header: "#",
    isNumeric: true,
    cell: (trade) => <span className="text-muted">{trade.number}</span>,
  },
  { key: "entry", header: "Opened (UTC)", cell: (trade) => formatDateTime(trade.entryTime) },
  { key: "length", header: "Held", cell: (trade) => formatDuration(trade.exitTime - trade.entryTime) },
  { key: "entryPrice", header: "Entry", isNumeric: true, cell: (trade) => formatPrice(trade.entryPrice) },
  { key: "exitPrice", header: "Exit", isNumeric: true, cell: (trade) => formatPrice(trade.exitPrice) },
  {
    key: "quantity",
    header: "Quantity",
    isNumeric: true,
    isWideOnly: true,
    cell: (trade) => formatQuantity(trade.quantity),
  },
  {
    key: "fees",
    header: "Fees",
    isNumeric: true,
    isWideOnly: true,
    cell: (trade) => formatPrice(trade.fees),
  },
  {
    key: "pnl",
    header: "Profit",
    isNumeric: true,
    cell: (trade) => signed(trade.pnl, formatSigned(trade.pnl)),
  },
  {
    key: "return",
    header: "Return",
    isNumeric: true,
    cell: (trade) => signed(trade.pnl, formatSignedPercent(trade.returnPct)),
  },
  { key: "reason", header: "Closed by", cell: (trade) => exitReasonText(trade.exitReason) },
];

/** Newest first; more on demand, so that thousands of trades do not slow the page. */
export function TradesTable({ trades }: { trades: readonly ReportTrade[] }) {
  const [shown, setShown] = useState(PAGE);
  const rows = trades.map((trade, index) => ({ ...trade, number: index + 1 })).reverse();
  return (
    <>
      <Table
        caption="Closed trades"
        columns={COLUMNS}
        rows={rows.slice(0, shown)}
        rowKey={(trade) => String(trade.number)}
        isTall
      />
      {rows.length > shown && (
        <div className="flex items-center justify-between gap-3 border-t border-border px-4 py-2.5 text-[0.8125rem] text-muted sm:px-5">
          <span>
            {formatCount(shown)} of {formatCount(rows.length)} trades
          </span>
          <Button size="sm" onClick={() => setShown(shown + PAGE * 4)}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
