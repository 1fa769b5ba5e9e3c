"use client";

import type { BillingState } from "#server/modules/billing/schema.ts";
import { Banner } from "../ui/banner.tsx";
import { Spinner } from "../ui/spinner.tsx";

/** After Stripe's page: waits for what Stripe says. The address of this page grants nothing. */
export function CheckoutReturn({ state, isLate }: { state: BillingState; isLate: boolean }) {
  if (state.basis === "subscription") {
    return (
      <Banner tone="positive" title={`${state.plan?.name ?? "Your plan"} is active`} isLive>
        The new limits hold from now on, on every open page.
      </Banner>
    );
  }
  if (isLate) {
    return (
      <Banner tone="warning" title="Stripe has not confirmed the payment yet" isLive>
        This page changes by itself when it does. If you closed Stripe’s page before paying, choose the plan
        again.
      </Banner>
    );
  }
  return (
    <Banner tone="info" title="Waiting for Stripe to confirm" isLive actions={<Spinner />}>
      This usually takes a few seconds. The page changes by itself.
    </Banner>
  );
}
