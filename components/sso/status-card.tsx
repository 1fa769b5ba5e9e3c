"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Switch } from "../ui/switch.tsx";
import { ConnectionChecks } from "./connection-checks.tsx";
import { useSsoChange } from "./use-sso-change.ts";

interface StatusCardProps {
  overview: Outputs["sso"]["get"];
  canEdit: boolean;
}

export function StatusCard({ overview: { connection, domains }, canEdit }: StatusCardProps) {
  const trpc = useTRPC();
  const path = useTenantPath();
  const changed = useSsoChange();
  const [isAsking, setAsking] = useState(false);
  const enable = useMutation(trpc.sso.enable.mutationOptions(changed("Saved.")));
  const enforce = useMutation(trpc.sso.enforce.mutationOptions(changed("Saved.", () => setAsking(false))));
  if (!connection) return null;
  const proven = domains
    .filter(({ status }) => status === "proven" || status === "failing")
    .map(({ domain }) => domain);
  const isTested = connection.testedAt !== null;
  return (
    <Card
      title={connection.name}
      description={isTested ? "Tested, and it works." : "Saved, but nobody has signed in by it yet."}
      actions={
        <>
          <Badge tone={connection.isEnabled ? "positive" : "neutral"}>
            {connection.isEnabled ? "On" : "Off"}
          </Badge>
          {canEdit && (
            <LinkButton
              href={path("/api/sso/test")}
              size="sm"
              variant={isTested ? "secondary" : "primary"}
              isExternal
            >
              Test sign-in
            </LinkButton>
          )}
        </>
      }
    >
      <div className="grid grid-cols-1 gap-3">
        <ConnectionChecks />
        <Switch
          checked={connection.isEnabled}
          disabled={!canEdit || enable.isPending || !(isTested || connection.isEnabled)}
          onChange={(event) => enable.mutate({ isEnabled: event.target.checked })}
          hint={
            isTested || connection.isEnabled
              ? `The sign-in page shows “Sign in with ${connection.name}”.`
              : "Run the test sign-in first."
          }
        >
          Offer on the sign-in page
        </Switch>
        <Switch
          checked={connection.isEnforced}
          disabled={!canEdit || enforce.isPending || !connection.isEnabled || proven.length === 0}
          onChange={(event) =>
            event.target.checked ? setAsking(true) : enforce.mutate({ isEnforced: false })
          }
          hint={
            proven.length === 0
              ? "Prove an e-mail domain first."
              : connection.isEnabled
                ? `People of ${proven.join(", ")} come in this way alone. Owners can still use a password, with a second factor.`
                : "Offer it on the sign-in page first."
          }
        >
          Require it
        </Switch>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title="Require single sign-on?"
        confirmLabel="Require it"
        isPending={enforce.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() => enforce.mutate({ isEnforced: true })}
      >
        Members of {proven.join(", ")} who are signed in by password are asked to sign in again, by{" "}
        {connection.name}. API keys keep working. Owners keep their password together with a second factor:
        make sure that at least one owner has set one up.
      </ConfirmDialog>
    </Card>
  );
}
