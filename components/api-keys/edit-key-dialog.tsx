"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { PERMISSIONS } from "#server/kernel/permission.ts";
import { useTenant } from "../tenant/tenant-context.tsx";
import { apiErrorOf, fieldErrorsOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { addressesIn, type KeyDraft, KeyFields } from "./key-fields.tsx";
import type { Key } from "./key-row.tsx";
import { isScope } from "./scopes.ts";
import { useKeyChange } from "./use-key-change.ts";

/** Mount it anew (`key`) for each key. */
export function EditKeyDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const trpc = useTRPC();
  const id = useId();
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
  const errors = fieldErrorsOf(update.error);
  const general = update.error && Object.keys(errors).length === 0 ? apiErrorOf(update.error).message : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (update.isPending) return;
    const { name, scopes, addresses } = draft;
    update.mutate({ keyId: apiKey.id, name, scopes, allowedAddresses: addressesIn(addresses) });
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Edit ${apiKey.name}`}
      description="Programs that use it notice at once."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" isPending={update.isPending}>
            Save key
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
        <KeyFields draft={draft} onChange={setDraft} own={offered} errors={errors} />
      </form>
    </Dialog>
  );
}
