"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { CopyLine } from "./copy-line.tsx";
import { useSsoChange } from "./use-sso-change.ts";

type Domain = Outputs["sso"]["get"]["domains"][number];

export function DomainLine({ domain, canEdit }: { domain: Domain; canEdit: boolean }) {
  const trpc = useTRPC();
  const changed = useSsoChange();
  const [isAsking, setAsking] = useState(false);
  const [wasMissing, setMissing] = useState(false);
  const verify = useMutation(
    trpc.sso.verifyDomain.mutationOptions({
      ...changed("Looked."),
      onSuccess: ({ isVerified }) => {
        setMissing(!isVerified);
        return changed(isVerified ? "This domain is yours." : "The record is not there yet.").onSuccess();
      },
    }),
  );
  const remove = useMutation(
    trpc.sso.removeDomain.mutationOptions(changed("Removed.", () => setAsking(false))),
  );
  return (
    <li className="grid grid-cols-1 gap-3 px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex min-w-0 items-center gap-2 text-sm font-medium">
          <span className="wrap-anywhere">{domain.domain}</span>
          <Badge tone={domain.isVerified ? "positive" : "warning"}>
            {domain.isVerified ? "Proven" : "To be proven"}
          </Badge>
        </span>
        {canEdit && (
          <span className="flex gap-2">
            <Button
              size="sm"
              isPending={verify.isPending}
              onClick={() => verify.mutate({ emailDomainId: domain.id })}
            >
              Check now
            </Button>
            <Button
              size="sm"
              variant="ghost"
              onClick={() => setAsking(true)}
              aria-label={`Remove ${domain.domain}`}
            >
              Remove
            </Button>
          </span>
        )}
      </div>
      {!domain.isVerified && (
        <div className="grid grid-cols-1 gap-2">
          <p className="text-[0.8125rem] text-muted">
            Make this TXT record where the domain's DNS is kept.
            {wasMissing && " It was not found just now; some registrars take an hour."}
          </p>
          <CopyLine label="Name" value={domain.recordName} />
          <CopyLine label="Value" value={domain.recordValue} />
        </div>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove ${domain.domain}?`}
        confirmLabel="Remove domain"
        isDanger
        isPending={remove.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() => remove.mutate({ emailDomainId: domain.id })}
      >
        Nobody new comes in with an address of it, and its people may use passwords again. Who is a member
        stays one.
      </ConfirmDialog>
    </li>
  );
}
