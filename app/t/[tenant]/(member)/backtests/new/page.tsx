import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { NewBacktestForm } from "#components/backtests/new-backtest-form.tsx";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { asJson } from "#components/trpc/as-json.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { memberPage } from "#server/session/page.ts";
import { pageTime } from "#server/session/page-time.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "New backtest" };

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 365;

/** `YYYY-MM-DD` in UTC. */
const dayOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

interface NewBacktestPageProps {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ dataset?: string; market?: string }>;
}

export default async function NewBacktestPage({ params, searchParams }: NewBacktestPageProps) {
  const { tenant } = await params;
  await memberPage(tenant);
  const caller = await tenantCaller(tenant);
  const [strategies, datasets, markets] = await Promise.all([
    caller.strategies.list({}),
    caller.datasets.list({}),
    caller.markets.list({}),
  ]);
  const asked = await searchParams;
  const dataset = datasets.find(({ id }) => id === asked.dataset) ?? datasets[0];
  const market = markets.find(({ symbol }) => symbol === asked.market) ?? markets[0];
  const isDataset = asked.dataset !== undefined || !market;
  const now = pageTime().getTime();
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        above={<TenantLink href="/backtests">Backtests</TenantLink>}
        title="New backtest"
        description="Play a strategy over past prices. Every number can be changed and tried again."
      />
      <NewBacktestForm
        strategies={asJson(strategies)}
        datasets={asJson(datasets)}
        markets={asJson(markets)}
        requestId={randomUUID()}
        initial={{
          strategy: strategies[0]?.name ?? "",
          params: {},
          sourceType: isDataset ? "dataset" : "market",
          datasetId: dataset?.id ?? "",
          market: market?.symbol ?? "",
          timeframe: "1h",
          from: dayOf(now - DEFAULT_DAYS * DAY_MS),
          to: dayOf(now),
          cash: "10000",
          sizePercent: "100",
          feePercent: market && !isDataset ? String(market.rules.takerFee * 100) : "0.1",
          slippageBps: "0",
          stopLossPercent: "",
          takeProfitPercent: "",
          fillPolicy: "next_open",
          finalizeTrades: true,
        }}
      />
    </div>
  );
}
