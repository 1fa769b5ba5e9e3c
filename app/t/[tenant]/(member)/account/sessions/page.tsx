import type { Metadata } from "next";
import { SessionList } from "#components/account/session-list.tsx";
import { VouchedAccount } from "#components/account/vouched-account.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Your sessions" };

export default async function SessionsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  if (actor.type === "user" && actor.isVouched) return <VouchedAccount />;
  const sessions = await (await tenantCaller(tenant)).sessions.list({});
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Your sessions"
        description="Where you are signed in. Something you don't recognise? End it, then change your password."
      />
      <SessionList sessions={sessions} rootHost={installedPorts().env.ROOT_DOMAIN} />
    </div>
  );
}
