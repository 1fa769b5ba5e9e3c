import type { Metadata } from "next";
import { DatasetTable } from "#components/data/dataset-table.tsx";
import { MarketTable } from "#components/data/market-table.tsx";
import { UploadCard } from "#components/data/upload-card.tsx";
import { asJson } from "#components/trpc/as-json.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Markets" };

export default async function DataPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  const caller = await tenantCaller(tenant);
  const [datasets, markets] = await Promise.all([caller.datasets.list({}), caller.markets.list({})]);
  const canWrite = permissionsOf(actor).includes("data:write");
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Markets"
        description="Prices to test strategies on: files of your own and the demo exchange."
      />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid grid-cols-1 gap-5">
          <MarketTable markets={asJson(markets)} />
          <DatasetTable initial={asJson(datasets)} canWrite={canWrite} />
        </div>
        {canWrite && <UploadCard />}
      </div>
    </div>
  );
}
