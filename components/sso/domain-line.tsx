"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { formatDate } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";
import { CopyLine } from "./copy-line.tsx";
import { useSsoChange } from "./use-sso-change.ts";

type Domain = Outputs["sso"]["get"]["domains"][number];

const LOOK = {
  unproven: { tone: "warning", label: "To be proven" },
  proven: { tone: "positive", label: "Proven" },
  failing: { tone: "warning", label: "Record missing" },
  stopped: { tone: "negative", label: "Stopped" },
} as const;

function advice({ status, stopsAt }: Domain): string {
  if (status === "failing") {
    return `The TXT record is gone. Put it back by ${stopsAt ? formatDate(stopsAt) : "soon"}: after that nobody new comes in by this domain, and single sign-on is not required of its people.`;
  }
  return status === "stopped"
    ? "The TXT record was gone for a week, so this domain counts no more. Put the record back to use it again."
    : "Make this TXT record where the domain's DNS is kept. We look for it every minute at first, then less often.";
}

export function DomainLine({ domain, canEdit }: { domain: Domain; canEdit: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { tone, label } = LOOK[domain.status];
  const changed = useSsoChange();
  const [isAsking, setAsking] = useState(false);
  const [wasMissing, setMissing] = useState(false);
  const verify = useMutation(
    trpc.sso.verifyDomain.mutationOptions({
      ...changed("Looked."),
      async onSuccess({ status }) {
        const isThere = status === "proven";
        setMissing(!isThere);
        if (isThere) return changed("This domain is yours.").onSuccess();
        toast.error("The record is not there.");
        await queryClient.invalidateQueries(trpc.sso.pathFilter());
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
          <Badge tone={tone}>{label}</Badge>
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
      {domain.status !== "proven" && (
        <div className="grid grid-cols-1 gap-2">
          <p className="text-[0.8125rem] text-muted">
            {advice(domain)}
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
