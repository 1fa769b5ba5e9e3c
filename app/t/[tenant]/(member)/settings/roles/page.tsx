import type { Metadata } from "next";
import { ExceptionList } from "#components/members/exception-list.tsx";
import { RolesMatrix } from "#components/members/roles-matrix.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Roles" };

export default async function RolesPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  await memberPage(tenant, "member:read");
  const members = await (await tenantCaller(tenant)).members.list({ hasExceptions: true, limit: 500 });
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader title="Roles" description="Four roles, and the exceptions you make for single members." />
      <RolesMatrix />
      <ExceptionList initial={members} />
    </div>
  );
}
