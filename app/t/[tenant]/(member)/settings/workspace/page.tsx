import type { Metadata } from "next";
import { PageHeader } from "#components/ui/page-header.tsx";
import { AboutCard } from "#components/workspace-settings/about-card.tsx";
import { CloseCard } from "#components/workspace-settings/close-card.tsx";
import { NameForm } from "#components/workspace-settings/name-form.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Workspace" };

export default async function WorkspacePage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant, "tenant:read");
  const permissions = permissionsOf(actor);
  const info = await (await tenantCaller(tenant)).tenants.info({});
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader title="Workspace" description="What it is called, how it stands, and how it ends." />
      <AboutCard info={info} canSeeBilling={permissions.includes("billing:read")} />
      <NameForm
        name={info.name}
        canRename={permissions.includes("tenant:write") && info.status === "active"}
      />
      {permissions.includes("ownership:write") && (
        <CloseCard name={info.name} restoreDays={installedPorts().env.CLOSE_RESTORE_DAYS} />
      )}
    </div>
  );
}
