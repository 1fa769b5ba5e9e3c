import type { Metadata } from "next";
import { BrandingEditor } from "#components/branding/branding-editor.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { permissionsOf } from "#server/kernel/permission.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Branding" };

export default async function BrandingPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  const branding = await (await tenantCaller(tenant)).branding.get({});
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Branding"
        description="Your name and your colours, on every page and in every mail."
      />
      <BrandingEditor branding={branding} mayWrite={permissionsOf(actor).includes("branding:write")} />
    </div>
  );
}
