import type { Metadata } from "next";
import { asJson } from "#components/trpc/as-json.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { UsagePanel } from "#components/usage/usage-panel.tsx";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Usage" };

export default async function UsagePage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  await memberPage(tenant, "billing:read");
  const { usage } = await tenantCaller(tenant);
  const [limits, alerts, settings] = await Promise.all([
    usage.limits({}),
    usage.alerts({}),
    usage.settings({}),
  ]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Usage"
        description="What is used of every limit, how it goes on, and what is done about it."
      />
      <UsagePanel
        initialLimits={asJson(limits)}
        initialAlerts={asJson(alerts)}
        initialSettings={asJson(settings)}
        now={installedPorts().clock.now().getTime()}
      />
    </div>
  );
}
