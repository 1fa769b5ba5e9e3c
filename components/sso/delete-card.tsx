"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { useSsoChange } from "./use-sso-change.ts";

export function DeleteCard({ name }: { name: string }) {
  const trpc = useTRPC();
  const [isAsking, setAsking] = useState(false);
  const changed = useSsoChange();
  const remove = useMutation(
    trpc.sso.delete.mutationOptions(changed("Single sign-on is removed.", () => setAsking(false))),
  );
  return (
    <>
      <Card
        title="Remove single sign-on"
        description="Forgets the provider, its links to people, and the SCIM token."
        actions={
          <Button variant="danger" onClick={() => setAsking(true)}>
            Remove…
          </Button>
        }
      />
      <ConfirmDialog
        isOpen={isAsking}
        title={`Remove ${name}?`}
        confirmLabel="Remove single sign-on"
        isDanger
        isPending={remove.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() => remove.mutate({})}
      >
        Nobody can sign in by {name} any more. Members stay members; who never had a password gets one by
        “Forgot password?”.
      </ConfirmDialog>
    </>
  );
}
