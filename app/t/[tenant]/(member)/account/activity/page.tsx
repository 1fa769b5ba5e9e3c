import type { Metadata } from "next";
import { ActivityList } from "#components/audit/activity-list.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "My activity" };

export default async function ActivityPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  const { actor } = await memberPage(tenant);
  const isVouched = actor.type === "user" && actor.isVouched === true;
  const { activity } = await tenantCaller(tenant);
  const [here, account] = await Promise.all([activity.list({}), isVouched ? [] : activity.listAccount({})]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="My activity"
        description="What you did here, and what happened to your account. Something you don't recognise? Change your password and sign out everywhere."
      />
      <Card title="In this workspace" isFlush>
        <ActivityList entries={here} empty="Nothing yet." />
      </Card>
      {!isVouched && (
        <Card title="Your account" isFlush>
          <ActivityList entries={account} empty="Nothing outside this workspace." />
        </Card>
      )}
    </div>
  );
}
