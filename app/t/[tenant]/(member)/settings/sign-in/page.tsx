import type { Metadata } from "next";
import { PolicyCard } from "#components/account/policy-card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Sign-in" };

export default async function SignInSettingsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  await memberPage(tenant, "tenant:write");
  const policy = await (await tenantCaller(tenant)).security.policy({});
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader title="Sign-in" description="What this workspace asks of its members." />
      <PolicyCard initial={policy} />
    </div>
  );
}
