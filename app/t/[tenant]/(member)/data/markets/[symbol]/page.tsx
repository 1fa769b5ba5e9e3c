import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MarketChart } from "#components/data/market-chart.tsx";
import { formatPercent, formatQuantity } from "#components/format/number.ts";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Stat, StatGrid } from "#components/ui/stat.tsx";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Market" };

export default async function MarketPage({
  params,
}: {
  params: Promise<{ tenant: string; symbol: string }>;
}) {
  const { tenant, symbol } = await params;
  await memberPage(tenant);
  const markets = await (await tenantCaller(tenant)).markets.list({});
  const market = markets.find((known) => known.symbol === symbol);
  if (!market) notFound();
  const { rules, base, quote } = market;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        above={<TenantLink href="/data">Markets</TenantLink>}
        title={market.symbol}
        description={market.title}
        actions={
          <TenantLink href={`/backtests/new?market=${market.symbol}`} variant="primary">
            Backtest
          </TenantLink>
        }
      />
      <MarketChart symbol={market.symbol} />
      <StatGrid columns={4}>
        <Stat label="Fee, market orders" value={formatPercent(rules.takerFee * 100)} />
        <Stat label="Fee, limit orders" value={formatPercent(rules.makerFee * 100)} />
        <Stat label="Smallest order" value={`${formatQuantity(rules.minNotional)} ${quote}`} />
        <Stat label="Amount step" value={`${formatQuantity(rules.amountStep)} ${base}`} />
      </StatGrid>
    </div>
  );
}
