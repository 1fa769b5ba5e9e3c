"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../trpc/trpc-context.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import type { Member } from "./member-row.tsx";
import { useMemberChange } from "./use-member-change.ts";

export function ResetFactorDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const trpc = useTRPC();
  const changed = useMemberChange();
  const reset = useMutation(
    trpc.members.resetTwoFactor.mutationOptions(
      changed(`${member?.name ?? "The member"} can set up two-factor anew.`, onClose),
    ),
  );
  return (
    <ConfirmDialog
      isOpen={member !== null}
      title={`Reset two-factor of ${member?.name ?? ""}?`}
      confirmLabel="Reset two-factor"
      isDanger
      isPending={reset.isPending}
      onConfirm={() => member && reset.mutate({ memberId: member.id })}
      onCancel={onClose}
    >
      For somebody who has lost both the authenticator app and the backup codes: make sure that it is{" "}
      {member?.name} who asks. They are signed out everywhere, and until they have set it up anew their
      password alone signs them in. {member?.email} is told by mail.
    </ConfirmDialog>
  );
}
