"use client";

import { useMutation } from "@tanstack/react-query";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { type BillingInterval, isFree, type Plan } from "../pricing/plan.ts";
import { priceFor } from "../pricing/price.ts";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { toast } from "../ui/toast.ts";

interface PlanActionProps {
  plan: Plan;
  interval: BillingInterval;
  state: BillingState;
  canManage: boolean;
}

/** The button of a plan's card inside a workspace. */
export function PlanAction({ plan, interval, state, canManage }: PlanActionProps) {
  const trpc = useTRPC();
  const path = useTenantPath();
  const here = () => `${window.location.origin}${path("/settings/billing")}`;
  const leave = {
    onSuccess: ({ url }: { url: string }) => window.location.assign(url),
    onError: (error: unknown) => toast.error(apiErrorOf(error).message),
  };
  const checkout = useMutation(trpc.subscriptions.startCheckout.mutationOptions(leave));
  const portal = useMutation(trpc.subscriptions.openPortal.mutationOptions(leave));

  if (state.plan?.key === plan.key && state.basis !== "sign_up_trial") {
    return (
      <Button isWide disabled>
        Your plan
      </Button>
    );
  }
  if (isFree(plan) || plan.isContactUs)
    return (
      <p className="min-h-9 content-center text-center text-[0.8125rem] text-muted">
        {plan.isContactUs ? "Agreed in person" : "Yours without a subscription"}
      </p>
    );

  const price = priceFor(plan, interval);
  const isLeaving = [checkout, portal].some((mutation) => mutation.isPending || mutation.isSuccess);
  return state.canStartCheckout ? (
    <Button
      isWide
      variant={plan.isHighlighted ? "primary" : "secondary"}
      disabled={!canManage || !price}
      isPending={isLeaving}
      onClick={() =>
        price &&
        checkout.mutate({
          plan: plan.key,
          interval: price.interval,
          currency: price.currency,
          returnUrl: here(),
        })
      }
    >
      {plan.trialDays > 0 && state.isTrialAvailable ? `Try ${plan.name}` : `Choose ${plan.name}`}
    </Button>
  ) : (
    <Button
      isWide
      disabled={!canManage || !state.canOpenPortal}
      isPending={isLeaving}
      onClick={() => portal.mutate({ returnUrl: here() })}
    >
      Change in the billing portal
    </Button>
  );
}
