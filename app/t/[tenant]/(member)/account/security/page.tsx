import type { Metadata } from "next";
import { SecurityPanel } from "#components/account/security-panel.tsx";
import { SsoLinkCard } from "#components/account/sso-link-card.tsx";
import { VouchedAccount } from "#components/account/vouched-account.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { memberPage } from "#server/session/page.ts";
import { pageLook } from "#server/session/page-look.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  if (actor.type === "user" && actor.isVouched) return <VouchedAccount />;
  const [caller, { companyName }] = await Promise.all([tenantCaller(tenant), pageLook(tenant)]);
  const [security, link] = await Promise.all([caller.security.get({}), caller.sso.myLink({})]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader title="Security" description="What guards your account, besides the password." />
      <SecurityPanel initial={security} company={companyName} />
      <SsoLinkCard initial={link} />
    </div>
  );
}
