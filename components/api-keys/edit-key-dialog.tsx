"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { PERMISSIONS } from "#server/kernel/permission.ts";
import { useTenant } from "../tenant/tenant-context.tsx";
import { useTRPC } from "../trpc/trpc-context.ts";
import { KeyDialog } from "./key-dialog.tsx";
import { addressesIn, type KeyDraft } from "./key-fields.tsx";
import type { Key } from "./key-row.tsx";
import { isScope } from "./scopes.ts";
import { useKeyChange } from "./use-key-change.ts";

/** Mount it anew (`key`) for each key. */
export function EditKeyDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const trpc = useTRPC();
  const { permissions } = useTenant();
  // What it has may stay although the person who looks could not give it.
  const offered = PERMISSIONS.filter((each) => permissions.includes(each) || apiKey.scopes.includes(each));
  const [draft, setDraft] = useState<KeyDraft>({
    name: apiKey.name,
    scopes: PERMISSIONS.filter(isScope).filter((scope) => apiKey.scopes.includes(scope)),
    addresses: apiKey.allowedAddresses.join("\n"),
  });
  const changed = useKeyChange();
  const update = useMutation(
    trpc.keys.update.mutationOptions({ onSuccess: changed(`“${draft.name}” was saved.`, onClose).onSuccess }),
  );
  function submit() {
    const { name, scopes, addresses } = draft;
    update.mutate({ keyId: apiKey.id, name, scopes, allowedAddresses: addressesIn(addresses) });
  }

  return (
    <KeyDialog
      title={`Edit ${apiKey.name}`}
      description="Programs that use it notice at once."
      submitLabel="Save key"
      draft={draft}
      onDraft={setDraft}
      own={offered}
      call={update}
      onSubmit={submit}
      onClose={onClose}
    />
  );
}
