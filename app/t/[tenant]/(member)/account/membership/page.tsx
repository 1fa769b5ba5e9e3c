import type { Metadata } from "next";
import { AccessCard } from "#components/members/access-card.tsx";
import { LeaveCard } from "#components/members/leave-card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { memberPage } from "#server/session/page.ts";

export const metadata: Metadata = { title: "Your access" };

export default async function MembershipPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader title="Your access" description="What you may do in this workspace." />
      {actor.type === "user" && actor.role && (
        <AccessCard role={actor.role} permissions={actor.permissions} />
      )}
      <LeaveCard />
    </div>
  );
}
