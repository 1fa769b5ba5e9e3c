"use client";

import { useQuery } from "@tanstack/react-query";
import { Search, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { useMay } from "../tenant/tenant-context.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Input } from "../ui/input.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ExceptionsDialog } from "./exceptions-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MEMBER_COLUMNS, type MemberQuestion, MemberRow } from "./member-row.tsx";
import { PendingInvitations } from "./pending-invitations.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { SeatsCard } from "./seats-card.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";

interface MembersPanelProps {
  members: Outputs["members"]["list"];
  invitations: Outputs["invitations"]["list"];
  seats: Outputs["members"]["seats"];
}

export function MembersPanel(initial: MembersPanelProps) {
  const trpc = useTRPC();
  const canManage = useMay("member:write");
  const canTransfer = useMay("ownership:write");
  const canSeePlans = useMay("billing:read");
  const [isInviting, setInviting] = useState(false);
  const [search, setSearch] = useState("");
  const [asked, setAsked] = useState<{ memberId: string; question: MemberQuestion } | null>(null);
  const { data: members } = useQuery({
    ...trpc.members.list.queryOptions({}),
    initialData: initial.members,
  });
  const { data: invitations } = useQuery({
    ...trpc.invitations.list.queryOptions({}),
    initialData: initial.invitations,
  });
  const { data: seats } = useQuery({ ...trpc.members.seats.queryOptions({}), initialData: initial.seats });

  const wanted = search.trim().toLowerCase();
  const shown = members.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
  const about = (question: MemberQuestion) =>
    (asked?.question === question && members.find(({ id }) => id === asked.memberId)) || null;
  const excepted = about("exceptions");
  const close = () => setAsked(null);

  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        title="Members"
        description="Who works here and what they may do."
        actions={
          canManage && (
            <Button variant="primary" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden />
              Invite people
            </Button>
          )
        }
      />
      <SeatsCard seats={seats} canSeePlans={canSeePlans} />
      <Card
        title={members.length === 1 ? "1 member" : `${members.length} members`}
        isFlush
        actions={
          members.length > 5 && (
            <Input
              type="search"
              aria-label="Search members"
              placeholder="Name or e-mail"
              prefix={<Search className="size-4" aria-hidden />}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          )
        }
      >
        <div
          aria-hidden
          className={`hidden border-y border-border bg-sunken px-5 py-2 text-xs font-medium text-muted ${MEMBER_COLUMNS}`}
        >
          <span>Name</span>
          <span className="px-3">Role</span>
          <span>Activity (UTC)</span>
        </div>
        <ul className="divide-y divide-border" aria-label="Members">
          {shown.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              canTransfer={canTransfer}
              onAsk={(question) => setAsked({ memberId: member.id, question })}
            />
          ))}
        </ul>
        {shown.length === 0 && (
          <EmptyState icon={Search} title="Nobody by that name">
            No member's name or e-mail contains “{search.trim()}”.
          </EmptyState>
        )}
        {members.length === 1 && invitations.length === 0 && canManage && (
          <EmptyState icon={Users} title="Work together">
            Invite colleagues and choose what each may do: run the workspace, trade, or look on.
          </EmptyState>
        )}
      </Card>
      {invitations.length > 0 && <PendingInvitations invitations={invitations} canManage={canManage} />}
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
      <RemoveDialog member={about("remove")} onClose={close} />
      <TransferDialog member={about("transfer")} onClose={close} />
      {excepted && <ExceptionsDialog key={excepted.id} member={excepted} onClose={close} />}
    </div>
  );
}
