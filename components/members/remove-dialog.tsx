"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../trpc/trpc-context.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import type { Member } from "./member-row.tsx";
import { useMemberChange } from "./use-member-change.ts";

export function RemoveDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const trpc = useTRPC();
  const changed = useMemberChange();
  const remove = useMutation(
    trpc.members.remove.mutationOptions(changed(`${member?.name ?? "The member"} was removed.`, onClose)),
  );
  return (
    <ConfirmDialog
      isOpen={member !== null}
      title={`Remove ${member?.name ?? ""}?`}
      confirmLabel="Remove member"
      isDanger
      isPending={remove.isPending}
      onConfirm={() => member && remove.mutate({ memberId: member.id })}
      onCancel={onClose}
    >
      {member?.email} is signed out here at once, and their API keys stop working. Bots, backtests and data
      stay, and so do the invitations they have sent.
    </ConfirmDialog>
  );
}
