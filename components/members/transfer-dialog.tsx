"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTenant } from "../tenant/tenant-context.tsx";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import type { Member } from "./member-row.tsx";
import { useMemberChange } from "./use-member-change.ts";

export function TransferDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const trpc = useTRPC();
  const id = useId();
  const { slug } = useTenant();
  const [confirm, setConfirm] = useState("");
  const changed = useMemberChange();
  const transfer = useMutation(
    trpc.members.transferOwnership.mutationOptions({
      onSuccess: changed(`${member?.name ?? "The member"} is now the owner.`, close).onSuccess,
    }),
  );
  const fields = fieldErrorsOf(transfer.error);
  const general = transfer.error && !fields.confirm ? apiErrorOf(transfer.error).message : null;

  function close() {
    setConfirm("");
    transfer.reset();
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (member && !transfer.isPending) transfer.mutate({ memberId: member.id, confirm });
  }

  return (
    <Dialog
      isOpen={member !== null}
      onClose={close}
      title={`Make ${member?.name ?? ""} the owner?`}
      description={
        <>
          {member?.name} may then do everything, also remove you. You become an admin, and only the new owner
          can give it back. Both of you are told by mail.
        </>
      }
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            type="submit"
            form={id}
            variant="danger"
            isPending={transfer.isPending}
            disabled={confirm.trim().toLowerCase() !== slug}
          >
            Transfer ownership
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} noValidate className="grid grid-cols-1 gap-4">
        {general && (
          <Banner tone="negative" isLive>
            {general}
          </Banner>
        )}
        <Field label={`Type ${slug} to confirm`} error={fields.confirm}>
          {(control) => (
            <Input
              {...control}
              value={confirm}
              onChange={(event) => setConfirm(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={80}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
