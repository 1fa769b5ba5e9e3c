"use client";

import { useQueries } from "@tanstack/react-query";
import { Sparkline } from "../charts/sparkline.tsx";
import { formatPrice, formatSignedPercent, NO_VALUE, trendOf } from "../format/number.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Card } from "../ui/card.tsx";
import { cx } from "../ui/class-names.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { Table } from "../ui/table.tsx";

const HOURS = 24;
const REFRESH_MS = 60_000;
const TREND = { positive: "text-positive", negative: "text-negative", flat: "" } as const;

interface Row {
  symbol: string;
  title: string;
  closes: readonly number[] | undefined;
}

/** Percent from the first close to the last; null without two of them. */
function changeOf(closes: readonly number[]): number | null {
  const [first, last] = [closes[0], closes.at(-1)];
  return first && last ? (last / first - 1) * 100 : null;
}

export function MarketTable({ markets }: { markets: Outputs["markets"]["list"] }) {
  const trpc = useTRPC();
  const candles = useQueries({
    queries: markets.map(({ symbol }) => ({
      ...trpc.markets.candles.queryOptions({ market: symbol, timeframe: "1h", bars: HOURS }),
      refetchInterval: REFRESH_MS,
    })),
  });
  const rows = markets.map(
    ({ symbol, title }, index): Row => ({ symbol, title, closes: candles[index]?.data?.close }),
  );

  return (
    <Card
      title="Demo exchange"
      description="Invented prices that are the same for everyone, always open; made to learn on."
      isFlush
    >
      <Table
        caption="Markets of the demo exchange"
        rows={rows}
        rowKey={({ symbol }) => symbol}
        columns={[
          {
            key: "market",
            header: "Market",
            cell: ({ symbol, title }) => (
              <>
                <TenantLink href={`/data/markets/${symbol}`}>{symbol}</TenantLink>
                <span className="block text-xs text-muted">{title}</span>
              </>
            ),
          },
          {
            key: "price",
            header: "Last price",
            isNumeric: true,
            cell: ({ closes }) => (closes ? formatPrice(closes.at(-1)) : <Skeleton width="short" />),
          },
          {
            key: "change",
            header: "24 h",
            isNumeric: true,
            cell: ({ closes }) => {
              const change = closes ? changeOf(closes) : null;
              return (
                <span className={cx(TREND[trendOf(change)])}>
                  {closes ? formatSignedPercent(change) : NO_VALUE}
                </span>
              );
            },
          },
          {
            key: "line",
            header: <span className="sr-only">Last 24 hours</span>,
            isWideOnly: true,
            cell: ({ closes }) => (
              <span className="block h-8 w-30">
                {closes && <Sparkline values={closes} isUp={(changeOf(closes) ?? 0) >= 0} />}
              </span>
            ),
          },
          {
            key: "actions",
            header: <span className="sr-only">Actions</span>,
            isWideOnly: true,
            cell: ({ symbol }) => (
              <span className="flex justify-end">
                <TenantLink href={`/backtests/new?market=${symbol}`} variant="secondary" size="sm">
                  Backtest
                </TenantLink>
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
