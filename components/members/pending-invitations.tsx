"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { formatDate } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { ROLE_TEXT } from "./role-text.ts";
import { useMemberChange } from "./use-member-change.ts";

type Invitation = Outputs["invitations"]["list"][number];

interface PendingInvitationsProps {
  invitations: readonly Invitation[];
  canManage: boolean;
}

export function PendingInvitations({ invitations, canManage }: PendingInvitationsProps) {
  const trpc = useTRPC();
  const changed = useMemberChange();
  const [asked, setAsked] = useState<Invitation | null>(null);
  const resend = useMutation(trpc.invitations.resend.mutationOptions(changed("A new link is on its way.")));
  const revoke = useMutation(
    trpc.invitations.revoke.mutationOptions(changed("The invitation was revoked.", () => setAsked(null))),
  );

  return (
    <Card title="Pending invitations" isFlush>
      <ul className="divide-y divide-border border-t border-border">
        {invitations.map((invitation) => (
          <li
            key={invitation.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{invitation.email}</span>
                <Badge>{ROLE_TEXT[invitation.role].name}</Badge>
                {invitation.isInviterGone && <Badge tone="warning">By a former member</Badge>}
                {invitation.isExpired && <Badge tone="warning">Expired</Badge>}
              </p>
              <p className="text-[0.8125rem] text-muted">
                {invitation.isExpired ? "Expired" : "Works until"} {formatDate(invitation.expiresAt)}
                {invitation.invitedByName && `, invited by ${invitation.invitedByName}`}
              </p>
            </div>
            {canManage && (
              <div className="flex gap-2">
                <Button
                  size="sm"
                  aria-label={`Send the invitation of ${invitation.email} again`}
                  disabled={!invitation.canResend}
                  isPending={resend.isPending && resend.variables.invitationId === invitation.id}
                  onClick={() => resend.mutate({ invitationId: invitation.id })}
                >
                  Send again
                </Button>
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`Revoke the invitation of ${invitation.email}`}
                  onClick={() => setAsked(invitation)}
                >
                  Revoke
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== null}
        title="Revoke this invitation?"
        confirmLabel="Revoke invitation"
        isDanger
        isPending={revoke.isPending}
        onConfirm={() => asked && revoke.mutate({ invitationId: asked.id })}
        onCancel={() => setAsked(null)}
      >
        The link that {asked?.email} got stops working, and its seat is free again.
      </ConfirmDialog>
    </Card>
  );
}
