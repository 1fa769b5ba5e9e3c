"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { formatDate, formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { CopyLine } from "./copy-line.tsx";
import { useSsoChange } from "./use-sso-change.ts";

interface ScimCardProps {
  connection: NonNullable<Outputs["sso"]["get"]["connection"]>;
  scimUrl: string;
  canEdit: boolean;
}

export function ScimCard({ connection: { scim }, scimUrl, canEdit }: ScimCardProps) {
  const trpc = useTRPC();
  const changed = useSsoChange();
  const [token, setToken] = useState<string | null>(null);
  const [asked, setAsked] = useState<"rotate" | "revoke" | null>(null);
  const done = () => setAsked(null);
  const rotate = useMutation(
    trpc.sso.rotateScimToken.mutationOptions({
      ...changed("The token is made.", done),
      onSuccess(made) {
        setToken(made.token);
        return changed("The token is made. Copy it now.", done).onSuccess();
      },
    }),
  );
  const revoke = useMutation(
    trpc.sso.revokeScimToken.mutationOptions(
      changed("Provisioning is off.", () => {
        setToken(null);
        done();
      }),
    ),
  );
  return (
    <Card
      title="Provisioning (SCIM 2.0)"
      description="Your directory adds people, changes their groups, and takes them away, without anybody here."
    >
      <div className="grid grid-cols-1 gap-3">
        <CopyLine label="SCIM base URL" value={scimUrl} />
        {token && (
          <Banner tone="warning" title="This is shown only now" isLive>
            <div className="mt-2 grid gap-2">
              <CopyLine label="Bearer token" value={token} />
            </div>
          </Banner>
        )}
        <p className="text-[0.8125rem] text-muted">
          {scim === null
            ? "No token yet."
            : `Token made on ${formatDate(scim.createdAt)}, ${scim.usedAt ? `last used ${formatDateTime(scim.usedAt)} UTC` : "never used"}.`}
        </p>
        {canEdit && (
          <div className="flex flex-wrap gap-2">
            <Button
              isPending={rotate.isPending}
              onClick={() => (scim ? setAsked("rotate") : rotate.mutate({}))}
            >
              {scim ? "Make a new token" : "Make a token"}
            </Button>
            {scim && (
              <Button variant="ghost" onClick={() => setAsked("revoke")}>
                Switch off
              </Button>
            )}
          </div>
        )}
      </div>
      <ConfirmDialog
        isOpen={asked === "rotate"}
        title="Make a new SCIM token?"
        confirmLabel="Make a new token"
        isPending={rotate.isPending}
        onCancel={done}
        onConfirm={() => rotate.mutate({})}
      >
        The one your directory uses now stops working at once. Enter the new one there right after.
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === "revoke"}
        title="Switch provisioning off?"
        confirmLabel="Switch off"
        isDanger
        isPending={revoke.isPending}
        onCancel={done}
        onConfirm={() => revoke.mutate({})}
      >
        Your directory can add and remove nobody any more. Who is a member stays one.
      </ConfirmDialog>
    </Card>
  );
}
