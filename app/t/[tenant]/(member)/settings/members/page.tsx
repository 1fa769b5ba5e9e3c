import type { Metadata } from "next";
import { MembersPanel } from "#components/members/members-panel.tsx";
import { memberPage } from "#server/session/page.ts";
import { tenantCaller } from "#server/trpc/caller.ts";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  await memberPage(tenant, "member:read");
  const caller = await tenantCaller(tenant);
  const [members, invitations, seats] = await Promise.all([
    caller.members.list({}),
    caller.invitations.list({}),
    caller.members.seats({}),
  ]);
  return <MembersPanel members={members} invitations={invitations} seats={seats} />;
}
