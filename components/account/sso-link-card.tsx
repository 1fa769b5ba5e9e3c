"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatDateTime } from "../format/time.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";

type MyLink = Outputs["sso"]["myLink"];

/** The own link to the company's provider, and the way out of it. */
export function SsoLinkCard({ initial }: { initial: MyLink }) {
  const trpc = useTRPC();
  const { data: link, refetch } = useQuery({
    ...trpc.sso.myLink.queryOptions({}),
    initialData: initial,
  });
  const [isAsking, setAsking] = useState(false);
  const unlink = useMutation(
    trpc.sso.unlinkMe.mutationOptions({
      onSuccess() {
        setAsking(false);
        toast.success("Your account is not linked any more.");
        refetch();
      },
      onError(error) {
        setAsking(false);
        toast.error(apiErrorOf(error).message);
      },
    }),
  );
  if (!link) return null;
  const { provider, signedInAt, obstacle } = link;
  return (
    <>
      <Card
        title={`Sign-in by ${provider}`}
        description={
          signedInAt
            ? `Linked to your account. Last used ${formatDateTime(signedInAt)} UTC.`
            : "Linked to your account."
        }
        actions={
          !obstacle && (
            <Button size="sm" onClick={() => setAsking(true)}>
              Unlink…
            </Button>
          )
        }
      >
        {obstacle && <p className="max-w-prose text-sm text-muted">{obstacle}</p>}
      </Card>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Unlink ${provider}?`}
        confirmLabel="Unlink"
        isPending={unlink.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={() => unlink.mutate({})}
      >
        {provider} stands for you here no more, and you sign in with your own password or passkey. Signing in
        by {provider} again links it anew.
      </ConfirmDialog>
    </>
  );
}
