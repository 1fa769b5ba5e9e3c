import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BacktestDetail } from "#components/backtests/backtest-detail.tsx";
import { REPORT_POINTS } from "#components/backtests/report.ts";
import { TenantLink } from "#components/tenant/tenant-link.tsx";
import { asJson } from "#components/trpc/as-json.ts";
import { permissionsOf } from "#server/kernel/permission.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";
import { orNotFound } from "#server/trpc/or-not-found.ts";

export const metadata: Metadata = { title: "Backtest" };

export default async function BacktestPage({
  params,
}: {
  params: Promise<{ tenant: string; backtestId: string }>;
}) {
  const { tenant, backtestId } = await params;
  const { actor } = await memberPage(tenant);
  const permissions = permissionsOf(actor);
  const caller = await tenantCaller(tenant);
  const backtest = await orNotFound(caller.backtests.get({ backtestId }), notFound);
  const report =
    backtest.status === "completed"
      ? await caller.backtests.report({ backtestId, maxPoints: REPORT_POINTS })
      : null;
  return (
    <BacktestDetail
      initial={asJson(backtest)}
      initialReport={report && asJson(report)}
      canWrite={permissions.includes("backtest:write")}
      actions={
        permissions.includes("bot:write") && (
          <TenantLink href={`/bots/new?backtest=${backtestId}`} variant="primary">
            Start paper bot
          </TenantLink>
        )
      }
    />
  );
}
