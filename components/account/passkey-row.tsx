"use client";

import { useMutation } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { formatDate } from "../format/time.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";
import { NameDialog } from "./name-dialog.tsx";

interface PasskeyRowProps {
  passkey: Outputs["security"]["get"]["passkeys"][number];
  /** Made on the host that is open now. */
  isHere: boolean;
  onChanged: () => void;
}

export function PasskeyRow({ passkey, isHere, onChanged }: PasskeyRowProps) {
  const trpc = useTRPC();
  const [asking, setAsking] = useState<"rename" | "remove" | null>(null);
  const done = () => {
    setAsking(null);
    onChanged();
  };
  const rename = useMutation(trpc.security.renamePasskey.mutationOptions({ onSuccess: done }));
  const remove = useMutation(
    trpc.security.removePasskey.mutationOptions({
      onSuccess: done,
      onError: (error) => toast.error(apiErrorOf(error).message),
    }),
  );
  const used = passkey.lastUsedAt ? `last used ${formatDate(passkey.lastUsedAt)}` : "not used yet";
  return (
    <li className="flex items-center gap-3 px-4 py-2.5 sm:px-5">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="truncate font-medium">{passkey.name}</span>
          {!isHere && <Badge>{passkey.host}</Badge>}
          {passkey.isSynced && <Badge tone="info">Synced</Badge>}
        </p>
        <p className="text-[0.8125rem] text-muted">
          Added {formatDate(passkey.createdAt)}, {used}
        </p>
      </div>
      <Button
        variant="ghost"
        size="sm"
        isIcon
        aria-label={`Rename ${passkey.name}`}
        onClick={() => setAsking("rename")}
      >
        <Pencil aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="sm"
        isIcon
        aria-label={`Remove ${passkey.name}`}
        onClick={() => setAsking("remove")}
      >
        <Trash2 aria-hidden />
      </Button>
      <NameDialog
        isOpen={asking === "rename"}
        title="Rename the passkey"
        description="Only you see this name."
        label="Name"
        initial={passkey.name}
        confirmLabel="Rename"
        isPending={rename.isPending}
        error={rename.error && apiErrorOf(rename.error).message}
        onName={(name) => rename.mutate({ passkeyId: passkey.id, name })}
        onClose={() => setAsking(null)}
      />
      <ConfirmDialog
        isOpen={asking === "remove"}
        title={`Remove ${passkey.name}?`}
        confirmLabel="Remove"
        isDanger
        isPending={remove.isPending}
        onConfirm={() => remove.mutate({ passkeyId: passkey.id })}
        onCancel={() => setAsking(null)}
      >
        It signs you in no more. Delete it on the device, too: there it stays as a useless entry.
      </ConfirmDialog>
    </li>
  );
}
