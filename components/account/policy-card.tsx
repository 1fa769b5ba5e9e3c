"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { Switch } from "../ui/switch.tsx";
import { toast } from "../ui/toast.ts";

export function PolicyCard({ initial }: { initial: Outputs["security"]["policy"] }) {
  const trpc = useTRPC();
  const [isRequired, setRequired] = useState(initial.requireTwoFactor);
  const [isAsking, setAsking] = useState(false);
  const update = useMutation(
    trpc.security.updatePolicy.mutationOptions({
      onSuccess({ requireTwoFactor }) {
        setRequired(requireTwoFactor);
        toast.success(
          requireTwoFactor ? "Everybody is asked for two-factor now." : "Two-factor is up to each.",
        );
      },
      onSettled: () => setAsking(false),
    }),
  );
  const refusal = update.error && apiErrorOf(update.error);
  return (
    <Card title="Two-factor sign-in" description="A second step besides the password, for every member.">
      <div className="grid gap-3">
        {refusal && (
          <Banner
            tone="warning"
            isLive
            {...(refusal.reason === "own_two_factor_first"
              ? { actions: <TenantLink href="/account/security">Set it up</TenantLink> }
              : {})}
          >
            {refusal.message}
          </Banner>
        )}
        <Switch
          checked={isRequired}
          disabled={update.isPending}
          onChange={(event) =>
            event.target.checked ? setAsking(true) : update.mutate({ requireTwoFactor: false })
          }
          hint="Members without it are led to set it up before they see anything else, and their API keys wait. Signing in with a passkey counts."
        >
          Require two-factor for everybody
        </Switch>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title="Require two-factor for everybody?"
        confirmLabel="Require it"
        isPending={update.isPending}
        onConfirm={() => update.mutate({ requireTwoFactor: true })}
        onCancel={() => setAsking(false)}
      >
        Members who have not set it up can do nothing here until they have. Nor can their API keys and tokens:
        programs that use them stop working. Nobody is signed out.
      </ConfirmDialog>
    </Card>
  );
}
