"use client";

import { type FormEvent, useId, useState } from "react";
import type { Domain } from "#server/modules/domains/schema.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

interface ReleaseDialogProps {
  domain: Domain;
  isPending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Mount it anew for each question: what was typed must not stay. */
export function ReleaseDialog({ domain, isPending, onConfirm, onClose }: ReleaseDialogProps) {
  const [typed, setTyped] = useState("");
  const formId = useId();
  const isSame = [domain.host, domain.displayHost].includes(typed.trim().toLowerCase());

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isSame && !isPending) onConfirm();
  }

  return (
    <Dialog
      isOpen
      isAlert
      onClose={onClose}
      title={`Release ${domain.displayHost}?`}
      description={
        domain.verifiedAt
          ? "The address stops working at once and its sign-ins end there. To use it again you need a new TXT record. Your workspace's own address stays as it is."
          : "The claim is given up. Adding the domain again asks for a new TXT record."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" type="submit" form={formId} isPending={isPending} disabled={!isSame}>
            Release domain
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field label={`Type ${domain.displayHost} to confirm`}>
          {(control) => (
            <Input
              {...control}
              value={typed}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
