import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DatasetChart } from "#components/data/dataset-chart.tsx";
import { formatCount } from "#components/format/number.ts";
import { formatDateTime, formatDuration } from "#components/format/time.ts";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Stat, StatGrid } from "#components/ui/stat.tsx";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Data" };

export default async function DatasetPage({
  params,
}: {
  params: Promise<{ tenant: string; datasetId: string }>;
}) {
  const { tenant, datasetId } = await params;
  await memberPage(tenant);
  const datasets = await (await tenantCaller(tenant)).datasets.list({});
  const dataset = datasets.find(({ id }) => id === datasetId);
  if (!dataset) notFound();
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        above={<TenantLink href="/data">Markets</TenantLink>}
        title={dataset.name}
        actions={
          <TenantLink href={`/backtests/new?dataset=${dataset.id}`} variant="primary">
            Backtest
          </TenantLink>
        }
      />
      <StatGrid columns={4}>
        <Stat label="Bars" value={formatCount(dataset.bars)} />
        <Stat label="Bar" value={formatDuration(dataset.timeframeMs)} />
        <Stat label="From (UTC)" value={formatDateTime(dataset.firstTime)} />
        <Stat label="To (UTC)" value={formatDateTime(dataset.lastTime)} />
      </StatGrid>
      <Card title="Candles" isFlush>
        <div className="px-3 pb-3">
          <DatasetChart datasetId={dataset.id} name={dataset.name} />
        </div>
      </Card>
    </div>
  );
}
