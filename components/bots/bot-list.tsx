"use client";

import { useQuery } from "@tanstack/react-query";
import { Workflow } from "lucide-react";
import {
  formatCount,
  formatNumber,
  formatQuantity,
  formatSignedPercent,
  NO_VALUE,
  trendOf,
} from "../format/number.ts";
import { parameterText, strategyTitle } from "../strategies/parameter-text.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Card } from "../ui/card.tsx";
import { cx } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { type Bot, BotStatusBadge, isAlive } from "./bot-status.tsx";

const REFRESH_MS = 10_000;
const TREND = { positive: "text-positive", negative: "text-negative", flat: "" } as const;

const COLUMNS: readonly Column<Bot>[] = [
  {
    key: "name",
    header: "Bot",
    cell: (bot) => (
      <>
        <TenantLink href={`/bots/${bot.id}`}>{bot.name}</TenantLink>
        <span className="block text-xs text-muted">
          {bot.market} · {bot.timeframe}
        </span>
      </>
    ),
  },
  { key: "status", header: "Status", cell: (bot) => <BotStatusBadge bot={bot} /> },
  {
    key: "return",
    header: "Return",
    isNumeric: true,
    cell: (bot) => (
      <span className={cx("font-medium", TREND[trendOf(bot.returnPct)])}>
        {formatSignedPercent(bot.returnPct)}
      </span>
    ),
  },
  {
    key: "equity",
    header: "Equity",
    isNumeric: true,
    isWideOnly: true,
    cell: (bot) => formatNumber(bot.equity),
  },
  {
    key: "position",
    header: "Position",
    isNumeric: true,
    isWideOnly: true,
    cell: (bot) => (bot.position ? formatQuantity(bot.position.quantity) : NO_VALUE),
  },
  {
    key: "trades",
    header: "Trades",
    isNumeric: true,
    isWideOnly: true,
    cell: (bot) => formatCount(bot.tradeCount),
  },
  {
    key: "strategy",
    header: "Strategy",
    isWideOnly: true,
    cell: (bot) => (
      <>
        {strategyTitle(bot.strategy)}
        <span className="block text-xs text-muted">{parameterText(bot.params)}</span>
      </>
    ),
  },
];

interface BotListProps {
  initial: Outputs["bots"]["list"];
  canWrite: boolean;
  title?: string;
  /** Shows the newest only. */
  max?: number;
}

export function BotList({ initial, canWrite, title, max }: BotListProps) {
  const trpc = useTRPC();
  const { data: bots } = useQuery({
    ...trpc.bots.list.queryOptions({}),
    initialData: initial,
    refetchInterval: (query) => (query.state.data?.some(isAlive) ? REFRESH_MS : false),
  });
  return (
    <Card title={title} isFlush>
      {bots.length === 0 ? (
        <EmptyState
          icon={Workflow}
          title="No bots yet"
          actions={
            canWrite && (
              <>
                <TenantLink href="/backtests/new" variant="primary">
                  Backtest first
                </TenantLink>
                <TenantLink href="/bots/new" variant="secondary">
                  Start a bot
                </TenantLink>
              </>
            )
          }
        >
          A paper bot trades a strategy on live demo prices with invented money. Test it on the past first,
          then watch it work.
        </EmptyState>
      ) : (
        <Table caption="Bots" columns={COLUMNS} rows={bots.slice(0, max)} rowKey={(bot) => bot.id} />
      )}
    </Card>
  );
}
