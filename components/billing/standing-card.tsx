"use client";

import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useState } from "react";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { formatDate } from "../format/time.ts";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { toast } from "../ui/toast.ts";
import { isPaused, standingText } from "./standing-text.ts";
import { useBillingChange } from "./use-billing-change.ts";

export function StandingCard({ state, canManage }: { state: BillingState; canManage: boolean }) {
  const trpc = useTRPC();
  const path = useTenantPath();
  const [asked, setAsked] = useState<"cancel" | "pause" | null>(null);
  const { badge, tone, sentence } = standingText(state);
  const { subscription } = state;
  const isEnding = subscription !== null && subscription.cancelAt !== null && subscription.endedAt === null;
  const isResting = isPaused(state);
  const canPause = state.basis === "subscription" && !isEnding;
  const canCancel = canPause || isResting || (state.basis === "grace" && !isEnding);

  const portal = useMutation(
    trpc.subscriptions.openPortal.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (error) => toast.error(apiErrorOf(error).message),
    }),
  );
  const keep = useBillingChange();
  const cancel = useMutation(
    trpc.subscriptions.cancel.mutationOptions(
      keep(isResting ? "Cancelled." : "Cancelled. It runs to the end of the period.", () => setAsked(null)),
    ),
  );
  const pause = useMutation(
    trpc.subscriptions.pause.mutationOptions(keep("The subscription is paused.", () => setAsked(null))),
  );
  const resume = useMutation(trpc.subscriptions.resume.mutationOptions(keep("The subscription goes on.")));

  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <p className="text-[0.8125rem] text-muted">Current plan</p>
          <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="text-xl font-semibold tracking-tight">{state.plan?.name ?? "None"}</h2>
            <Badge tone={tone} dot="still">
              {badge}
            </Badge>
          </div>
          <p className="mt-1 max-w-xl text-muted">{sentence}</p>
        </div>
        {canManage && (
          <div className="flex flex-wrap gap-2">
            {(isEnding || isResting) && (
              <Button variant="primary" isPending={resume.isPending} onClick={() => resume.mutate({})}>
                {isEnding ? "Keep subscription" : "Resume subscription"}
              </Button>
            )}
            {state.basis === "subscription" && !isEnding && (
              <LinkButton href="#plans" isExternal>
                Change plan
              </LinkButton>
            )}
            {state.canOpenPortal && (
              <Button
                isPending={portal.isPending || portal.isSuccess}
                onClick={() =>
                  portal.mutate({ returnUrl: `${window.location.origin}${path("/settings/billing")}` })
                }
              >
                Billing portal
                <ExternalLink aria-hidden />
              </Button>
            )}
            {canPause && (
              <Button variant="ghost" onClick={() => setAsked("pause")}>
                Pause
              </Button>
            )}
            {canCancel && (
              <Button variant="ghost" onClick={() => setAsked("cancel")}>
                Cancel subscription
              </Button>
            )}
          </div>
        )}
      </div>
      <ConfirmDialog
        isOpen={asked === "cancel"}
        title="Cancel the subscription?"
        confirmLabel="Cancel subscription"
        backLabel="Not now"
        isDanger
        isPending={cancel.isPending}
        onConfirm={() => cancel.mutate({})}
        onCancel={() => setAsked(null)}
      >
        {isResting
          ? "It is paused, so it ends now; data and history are kept."
          : `Nothing changes until ${endOf(subscription)}. After it the workspace goes on with what it has without a subscription; data and history are kept.`}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === "pause"}
        title="Pause the subscription?"
        confirmLabel="Pause subscription"
        backLabel="Not now"
        isPending={pause.isPending}
        onConfirm={() => pause.mutate({})}
        onCancel={() => setAsked(null)}
      >
        The plan ends now, and what is left of its period is credited. The workspace goes on with what it has
        without a subscription; data and history are kept. Resume it whenever you like.
      </ConfirmDialog>
    </Card>
  );
}

const endOf = (subscription: BillingState["subscription"]): string =>
  subscription ? formatDate(subscription.trialEnd ?? subscription.currentPeriodEnd) : "the period ends";
