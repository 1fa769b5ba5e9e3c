"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useMay } from "../tenant/tenant-context.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { ExceptionsDialog } from "./exceptions-dialog.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberList } from "./member-list.tsx";
import type { Member, MemberQuestion } from "./member-row.tsx";
import { PendingInvitations } from "./pending-invitations.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { ResetFactorDialog } from "./reset-factor-dialog.tsx";
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
  const [asked, setAsked] = useState<{ member: Member; question: MemberQuestion } | null>(null);
  const { data: invitations } = useQuery({
    ...trpc.invitations.list.queryOptions({}),
    initialData: initial.invitations,
  });
  const { data: seats } = useQuery({ ...trpc.members.seats.queryOptions({}), initialData: initial.seats });

  const about = (question: MemberQuestion) => (asked?.question === question ? asked.member : null);
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
      <MemberList
        initial={initial.members}
        count={seats.members}
        canTransfer={canTransfer}
        isLonely={seats.members === 1 && invitations.length === 0 && canManage}
        onAsk={(member, question) => setAsked({ member, question })}
      />
      {invitations.length > 0 && <PendingInvitations invitations={invitations} canManage={canManage} />}
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
      <RemoveDialog member={about("remove")} onClose={close} />
      <ResetFactorDialog member={about("reset-factor")} onClose={close} />
      <TransferDialog member={about("transfer")} onClose={close} />
      {excepted && <ExceptionsDialog key={excepted.id} member={excepted} onClose={close} />}
    </div>
  );
}
