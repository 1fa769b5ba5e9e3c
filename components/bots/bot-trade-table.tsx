"use client";

import { useQuery } from "@tanstack/react-query";
import { TradesTable } from "../backtests/trades-table.tsx";
import { useTRPC } from "../trpc/trpc-context.ts";
import { HistoryState } from "./history-state.tsx";

const NEWEST = 200;

export function BotTradeTable({ botId }: { botId: string }) {
  const trpc = useTRPC();
  const trades = useQuery(trpc.bots.trades.queryOptions({ botId, limit: NEWEST }));
  return (
    <HistoryState query={trades} empty="No closed trades yet.">
      {(rows) => (
        <TradesTable
          trades={rows
            .map((trade) => ({
              ...trade,
              entryTime: Date.parse(trade.entryTime),
              exitTime: Date.parse(trade.exitTime),
            }))
            .reverse()}
        />
      )}
    </HistoryState>
  );
}
