import type { Metadata } from "next";
import { AuditLog } from "#components/audit/audit-log.tsx";
import { ChainCheck } from "#components/audit/chain-check.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant, "audit:read");
  const maySeePeople = permissionsOf(actor).includes("member:read");
  const { members } = maySeePeople
    ? await (await tenantCaller(tenant)).members.list({ limit: 500 })
    : { members: [] };
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader title="Audit log" description="Who changed what, when and from where." />
      <ChainCheck />
      <AuditLog people={members.map(({ userId, name }) => ({ userId, name }))} />
    </div>
  );
}
