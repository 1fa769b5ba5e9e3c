import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { BacktestList } from "#components/backtests/backtest-list.tsx";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { asJson } from "#components/trpc/as-json.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Backtests" };

export default async function BacktestsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  const backtests = await (await tenantCaller(tenant)).backtests.list({});
  const canWrite = permissionsOf(actor).includes("backtest:write");
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Backtests"
        description="What a strategy would have earned on past prices."
        actions={
          canWrite && (
            <TenantLink href="/backtests/new" variant="primary">
              <Plus aria-hidden />
              New backtest
            </TenantLink>
          )
        }
      />
      <BacktestList initial={asJson(backtests)} canWrite={canWrite} />
    </div>
  );
}
