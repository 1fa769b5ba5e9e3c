"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { BillingState, CheckoutStage } from "#server/modules/billing/schema.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Spinner } from "../ui/spinner.tsx";

/** Between two looks at Stripe; the last goes on for as long as the page is open. */
const DELAYS_MS = [2_000, 4_000, 8_000, 15_000, 30_000];

export interface Comeback {
  sessionId: string | undefined;
  /** What Stripe said when the page was made; null when it did not answer. */
  stage: CheckoutStage | null;
}

/** After paying: shows what Stripe says, and asks again while it has not decided. The address of this page grants nothing. */
export function CheckoutReturn({ comeback, state }: { comeback: Comeback; state: BillingState }) {
  const stage = useCheckoutStage(comeback, state);
  switch (stage) {
    case "done":
      return (
        <Banner tone="positive" title={`${state.plan?.name ?? "Your plan"} is active`} isLive>
          The new limits hold from now on, on every open page.
        </Banner>
      );
    case "open":
      return (
        <Banner tone="warning" title="This checkout is not paid yet" isLive>
          Nothing was charged. Choose the plan again to go on.
        </Banner>
      );
    case "expired":
      return (
        <Banner tone="warning" title="This checkout has expired" isLive>
          Nothing was charged. Choose the plan again to start over.
        </Banner>
      );
    case "unknown":
      return (
        <Banner tone="info" title="There is no payment to confirm" isLive>
          What this workspace has is shown below.
        </Banner>
      );
    case "processing":
      return (
        <Banner tone="info" title="Your payment is being processed" isLive actions={<Spinner />}>
          Some banks take a while. The plan begins when the money has arrived; this page changes by itself.
        </Banner>
      );
    case null:
      return (
        <Banner tone="info" title="Waiting for Stripe to confirm" isLive actions={<Spinner />}>
          This usually takes a few seconds. The page changes by itself.
        </Banner>
      );
    default:
      return stage satisfies never;
  }
}

function useCheckoutStage({ sessionId, stage: first }: Comeback, state: BillingState): CheckoutStage | null {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [attempt, setAttempt] = useState(0);
  const [heard, setHeard] = useState(first);
  const { mutate } = useMutation(
    trpc.subscriptions.refreshCheckout.mutationOptions({
      onSuccess({ stage, state: fresh }) {
        queryClient.setQueryData(trpc.subscriptions.get.queryKey({}), fresh);
        setHeard(stage);
      },
      // Stripe does not answer, or was asked too often: it is asked again, later.
      onSettled: () => setAttempt((before) => before + 1),
    }),
  );
  const stage = state.basis === "subscription" ? "done" : heard;
  const isWaiting = stage === null || stage === "processing";

  useEffect(() => {
    if (!isWaiting) return;
    const delay = DELAYS_MS[Math.min(attempt, DELAYS_MS.length - 1)];
    const timer = setTimeout(() => mutate(sessionId === undefined ? {} : { sessionId }), delay);
    return () => clearTimeout(timer);
  }, [isWaiting, attempt, mutate, sessionId]);

  return stage;
}
