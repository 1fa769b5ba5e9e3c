"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useTenant } from "../tenant/tenant-context.tsx";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import type { Inputs, Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { addressesIn, type KeyDraft, KeyFields } from "./key-fields.tsx";
import { presetScopes } from "./scopes.ts";

type Lifetime = NonNullable<Inputs["keys"]["create"]["expiresInDays"]> | null;

const LIFETIMES: readonly { value: string; label: string; days: Lifetime }[] = [
  { value: "30", label: "30 days", days: 30 },
  { value: "90", label: "90 days", days: 90 },
  { value: "365", label: "1 year", days: 365 },
  { value: "never", label: "Never", days: null },
];

interface CreateKeyDialogProps {
  onClose: () => void;
  onCreated: (made: Outputs["keys"]["create"]) => void;
}

/** Mount it anew for each key. */
export function CreateKeyDialog({ onClose, onCreated }: CreateKeyDialogProps) {
  const trpc = useTRPC();
  const id = useId();
  const { permissions: own } = useTenant();
  const [draft, setDraft] = useState<KeyDraft>({
    name: "",
    scopes: presetScopes("read", own),
    addresses: "",
  });
  const [lifetime, setLifetime] = useState("90");
  const create = useMutation(trpc.keys.create.mutationOptions({ onSuccess: onCreated }));
  const errors = fieldErrorsOf(create.error);
  const general = create.error && Object.keys(errors).length === 0 ? apiErrorOf(create.error).message : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (create.isPending) return;
    create.mutate({
      name: draft.name,
      scopes: draft.scopes,
      allowedAddresses: addressesIn(draft.addresses),
      expiresInDays: LIFETIMES.find(({ value }) => value === lifetime)?.days ?? null,
    });
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Create API key"
      description="It works as you, narrowed to what you choose here, and ends if you leave the workspace."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" isPending={create.isPending}>
            Create key
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
        <KeyFields draft={draft} onChange={setDraft} own={own} errors={errors} />
        <Field label="Expires after">
          {(control) => (
            <Select
              {...control}
              options={LIFETIMES}
              value={lifetime}
              onChange={(event) => setLifetime(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
