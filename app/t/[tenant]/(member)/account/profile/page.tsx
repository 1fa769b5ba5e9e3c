import type { Metadata } from "next";
import { ProfilePanel } from "#components/account/profile-panel.tsx";
import { VouchedAccount } from "#components/account/vouched-account.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Your profile" };

export default async function ProfilePage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  if (actor.type === "user" && actor.isVouched) return <VouchedAccount />;
  const profile = await (await tenantCaller(tenant)).account.get({});
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Your profile"
        description="Name, e-mail and password. They are yours in every workspace."
      />
      <ProfilePanel initial={profile} />
    </div>
  );
}
