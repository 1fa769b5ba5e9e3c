"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../trpc/trpc-context.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import type { Key } from "./key-row.tsx";
import { useKeyChange } from "./use-key-change.ts";

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: Key | null; onClose: () => void }) {
  const trpc = useTRPC();
  const changed = useKeyChange();
  const revoke = useMutation(
    trpc.keys.revoke.mutationOptions(changed(`“${apiKey?.name ?? "The key"}” was revoked.`, onClose)),
  );
  return (
    <ConfirmDialog
      isOpen={apiKey !== null}
      title={`Revoke ${apiKey?.name ?? ""}?`}
      confirmLabel="Revoke key"
      isDanger
      isPending={revoke.isPending}
      onConfirm={() => apiKey && revoke.mutate({ keyId: apiKey.id })}
      onCancel={onClose}
    >
      Programs that use …{apiKey?.lastFour} are refused within a second. This can't be undone; what they did
      stays.
    </ConfirmDialog>
  );
}
