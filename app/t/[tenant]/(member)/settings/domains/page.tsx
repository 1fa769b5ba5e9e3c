import type { Metadata } from "next";
import { DomainsPanel } from "#components/domains/domains-panel.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Domains" };

export default async function DomainsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  await memberPage(tenant, "domain:read");
  const domains = await (await tenantCaller(tenant)).domains.list({});
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Domains"
        description="Your workspace at an address of your own, with sign-in and all."
      />
      <DomainsPanel initial={domains} />
    </div>
  );
}
