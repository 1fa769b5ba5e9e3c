"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTenant } from "../tenant/tenant-context.tsx";
import type { Inputs, Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { addressesIn, type KeyDraft } from "./key-fields.tsx";
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
  const { permissions: own } = useTenant();
  const [draft, setDraft] = useState<KeyDraft>({
    name: "",
    scopes: presetScopes("read", own),
    addresses: "",
  });
  const [lifetime, setLifetime] = useState("90");
  const create = useMutation(trpc.keys.create.mutationOptions({ onSuccess: onCreated }));
  return (
    <KeyDialog
      title="Create API key"
      description="It works as you, narrowed to what you choose here, and ends if you leave the workspace."
      submitLabel="Create key"
      draft={draft}
      onDraft={setDraft}
      own={own}
      call={create}
      onSubmit={() =>
        create.mutate({
          name: draft.name,
          scopes: draft.scopes,
          allowedAddresses: addressesIn(draft.addresses),
          expiresInDays: LIFETIMES.find(({ value }) => value === lifetime)?.days ?? null,
        })
      }
      onClose={onClose}
    >
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
    </KeyDialog>
  );
}
