"use client";

import { useQuery } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { formatCount, formatNumber, formatPercent, formatSignedPercent, trendOf } from "../format/number.ts";
import { formatDateTime } from "../format/time.ts";
import { parameterText, strategyTitle } from "../strategies/parameter-text.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Card } from "../ui/card.tsx";
import { cx } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Progress } from "../ui/progress.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { type Backtest, BacktestStatusBadge, isUnfinished } from "./status-badge.tsx";
import { useBacktestNews } from "./use-backtest-news.ts";

const TREND = { positive: "text-positive", negative: "text-negative", flat: "" } as const;

const metric = (backtest: Backtest, name: string): number | null => backtest.metrics?.[name] ?? null;

const COLUMNS: readonly Column<Backtest>[] = [
  {
    key: "strategy",
    header: "Strategy",
    cell: (backtest) => (
      <>
        <TenantLink href={`/backtests/${backtest.id}`}>{strategyTitle(backtest.strategy)}</TenantLink>
        <span className="block text-xs text-muted">
          {parameterText(backtest.params)}
          <span className="block sm:hidden">{backtest.sourceLabel}</span>
        </span>
      </>
    ),
  },
  { key: "source", header: "Data", isWideOnly: true, cell: (backtest) => backtest.sourceLabel },
  {
    key: "status",
    header: "Status",
    cell: (backtest) =>
      backtest.status === "running" ? (
        <span className="grid w-28 gap-1">
          <span className="tabular text-xs text-muted">{formatPercent(backtest.progress * 100, 0)}</span>
          <Progress label="Progress" value={backtest.progress} />
        </span>
      ) : (
        <BacktestStatusBadge status={backtest.status} />
      ),
  },
  {
    key: "return",
    header: "Return",
    isNumeric: true,
    cell: (backtest) => {
      const value = metric(backtest, "returnPct");
      return <span className={cx("font-medium", TREND[trendOf(value)])}>{formatSignedPercent(value)}</span>;
    },
  },
  {
    key: "drawdown",
    header: "Max drawdown",
    isNumeric: true,
    isWideOnly: true,
    cell: (backtest) => formatSignedPercent(metric(backtest, "maxDrawdownPct")),
  },
  {
    key: "sharpe",
    header: "Sharpe",
    isNumeric: true,
    isWideOnly: true,
    cell: (backtest) => formatNumber(metric(backtest, "sharpe")),
  },
  {
    key: "trades",
    header: "Trades",
    isNumeric: true,
    isWideOnly: true,
    cell: (backtest) =>
      backtest.metrics ? formatCount(metric(backtest, "trades") ?? 0) : formatNumber(null),
  },
  {
    key: "created",
    header: "Started (UTC)",
    isWideOnly: true,
    cell: (backtest) => formatDateTime(backtest.createdAt),
  },
];

interface BacktestListProps {
  initial: Outputs["backtests"]["list"];
  canWrite: boolean;
  title?: string;
  /** Shows the newest only. */
  max?: number;
}

export function BacktestList({ initial, canWrite, title, max }: BacktestListProps) {
  const trpc = useTRPC();
  useBacktestNews();
  const { data: backtests } = useQuery({
    ...trpc.backtests.list.queryOptions({}),
    initialData: initial,
    // News may be missed; what runs is asked about now and then.
    refetchInterval: (query) =>
      query.state.data?.some(({ status }) => isUnfinished(status)) ? 5_000 : false,
  });
  return (
    <Card title={title} isFlush>
      {backtests.length === 0 ? (
        <EmptyState
          icon={FlaskConical}
          title="No backtests yet"
          actions={
            canWrite && (
              <TenantLink href="/backtests/new" variant="primary">
                Run the first backtest
              </TenantLink>
            )
          }
        >
          A backtest plays a strategy over past prices and shows what it would have earned, with fees, beside
          simply holding.
        </EmptyState>
      ) : (
        <Table
          caption="Backtests"
          columns={COLUMNS}
          rows={backtests.slice(0, max)}
          rowKey={(backtest) => backtest.id}
        />
      )}
    </Card>
  );
}
