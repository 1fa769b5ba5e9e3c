"use client";

import { useState } from "react";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { type BillingInterval, isFree, type Plan } from "../pricing/plan.ts";
import { type PriceChoice, priceFor } from "../pricing/price.ts";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { Button } from "../ui/button.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { changeObstacle } from "./change-obstacle.ts";
import { ChangePlanDialog } from "./change-plan-dialog.tsx";

interface PlanActionProps {
  plan: Plan;
  choice: PriceChoice;
  state: BillingState;
  canManage: boolean;
}

/** The button of a plan's card inside a workspace. */
export function PlanAction({ plan, choice, state, canManage }: PlanActionProps) {
  const path = useTenantPath();

  if (isInForce(plan, choice, state)) {
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

  const price = priceFor(plan, choice);
  if (!price) {
    return (
      <Button isWide disabled>
        Not sold in {choice.currency.toUpperCase()}
      </Button>
    );
  }
  if (!state.canStartCheckout) {
    return <ChangePlanAction plan={plan} interval={price.interval} state={state} canManage={canManage} />;
  }
  const label = plan.trialDays > 0 && state.isTrialAvailable ? `Try ${plan.name}` : `Choose ${plan.name}`;
  const variant = plan.isHighlighted ? "primary" : "secondary";
  if (!canManage) {
    return (
      <Button isWide variant={variant} disabled>
        {label}
      </Button>
    );
  }
  const query = new URLSearchParams({ interval: price.interval, currency: price.currency });
  // A whole page load: the checkout's own security policy lets Stripe's form in.
  return (
    <LinkButton
      isWide
      variant={variant}
      isExternal
      href={path(`/settings/billing/checkout/${plan.key}?${query}`)}
    >
      {label}
    </LinkButton>
  );
}

/** Of a workspace that has a subscription: the price is shown before anything is changed. */
function ChangePlanAction({
  plan,
  interval,
  state,
  canManage,
}: Omit<PlanActionProps, "choice"> & { interval: BillingInterval }) {
  const [isAsking, setAsking] = useState(false);
  const { subscription } = state;
  const isScheduled =
    subscription?.scheduled?.plan?.key === plan.key && subscription.scheduled.interval === interval;
  const canChange = subscription !== null && changeObstacle(state) === null;
  return (
    <>
      <Button isWide disabled={!canManage || !canChange || isScheduled} onClick={() => setAsking(true)}>
        {isScheduled ? "Comes with the next period" : `Change to ${plan.name}`}
      </Button>
      {subscription && (
        <ChangePlanDialog
          isOpen={isAsking}
          onClose={() => setAsking(false)}
          plan={plan}
          interval={interval}
          subscription={subscription}
        />
      )}
    </>
  );
}

/** The same plan by another interval is a change. */
function isInForce(
  plan: Plan,
  choice: PriceChoice,
  { plan: current, basis, subscription }: BillingState,
): boolean {
  if (current?.key !== plan.key || basis === "sign_up_trial") return false;
  const price = priceFor(plan, choice);
  return !price || subscription?.plan?.key !== plan.key || subscription.interval === price.interval;
}
