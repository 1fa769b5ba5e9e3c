"use client";

import { useQuery } from "@tanstack/react-query";
import type { BillingState } from "#server/modules/billing/schema.ts";
import type { Plan } from "../pricing/plan.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Card } from "../ui/card.tsx";
import { AddOnsCard } from "./add-ons-card.tsx";
import { CheckoutReturn, type Comeback } from "./checkout-return.tsx";
import { InvoicesCard } from "./invoices-card.tsx";
import { NextInvoiceCard } from "./next-invoice-card.tsx";
import { PaymentMethodsCard } from "./payment-methods-card.tsx";
import { PlansSection } from "./plans-section.tsx";
import { ScheduledChange } from "./scheduled-change.tsx";
import { StandingCard } from "./standing-card.tsx";
import { UsageBars } from "./usage-bars.tsx";

const USAGE_POLL_MS = 15_000;

interface BillingPanelProps {
  plans: readonly Plan[];
  initialState: BillingState;
  initialEntitlements: Outputs["entitlements"]["get"];
  used: Readonly<Record<string, number>>;
  initialUsage: Outputs["usage"]["get"];
  /** Of the price list's, the one to show first. */
  likelyCurrency: string;
  initialAddOns: Outputs["addOns"]["list"];
  canManage: boolean;
  /** Set for a person who has just come back from paying. */
  comeback: Comeback | null;
}

export function BillingPanel({
  plans,
  initialState,
  initialEntitlements,
  used,
  initialUsage,
  likelyCurrency,
  initialAddOns,
  canManage,
  comeback,
}: BillingPanelProps) {
  const trpc = useTRPC();
  const { data: state } = useQuery({
    ...trpc.subscriptions.get.queryOptions({}),
    initialData: initialState,
  });
  const { data: entitlements } = useQuery({
    ...trpc.entitlements.get.queryOptions({}),
    initialData: initialEntitlements,
  });

  // Calls of the API are no news of the workspace: asking now and then is how the bar moves.
  const { data: usage } = useQuery({
    ...trpc.usage.get.queryOptions({}),
    initialData: initialUsage,
    refetchInterval: USAGE_POLL_MS,
  });

  return (
    <div className="grid grid-cols-1 gap-5">
      {comeback && <CheckoutReturn comeback={comeback} state={state} />}
      {!canManage && <Banner>Your role may look at the plan. Owners and admins change it.</Banner>}
      <StandingCard state={state} canManage={canManage} />
      {state.subscription?.scheduled && (
        <ScheduledChange scheduled={state.subscription.scheduled} canManage={canManage} />
      )}
      <Card
        title="Limits"
        description="What the plan allows and how much of it is in use."
        actions={
          <TenantLink href="/settings/usage" variant="secondary" size="sm">
            Usage
          </TenantLink>
        }
      >
        <UsageBars limits={entitlements.limits} used={used} counted={usage} />
      </Card>
      <AddOnsCard initial={initialAddOns} likelyCurrency={likelyCurrency} canManage={canManage} />
      <PlansSection plans={plans} state={state} likelyCurrency={likelyCurrency} canManage={canManage} />
      {state.canOpenPortal && (
        <div className="mt-3 grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
          <NextInvoiceCard canManage={canManage} />
          <PaymentMethodsCard canManage={canManage} />
        </div>
      )}
      <div id="invoices" className="scroll-mt-16">
        <InvoicesCard />
      </div>
    </div>
  );
}
