"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
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
import { SectionLinks } from "./section-links.tsx";
import { StandingCard } from "./standing-card.tsx";
import { UsageBars } from "./usage-bars.tsx";

const USAGE_POLL_MS = 15_000;

interface BillingPanelProps {
  plans: readonly Plan[];
  initialState: BillingState;
  initialLimits: Outputs["usage"]["limits"];
  /** Of the price list's, the one to show first. */
  likelyCurrency: string;
  initialAddOns: Outputs["addOns"]["list"];
  canManage: boolean;
  /** Set for a person who has just come back from paying. */
  comeback: Comeback | null;
  /** The server's time when the page was made. */
  now: number;
}

/** Who has no subscription meets the plans first, who has one meets what it costs and what is used. */
export function BillingPanel({
  plans,
  initialState,
  initialLimits,
  likelyCurrency,
  initialAddOns,
  canManage,
  comeback,
  now,
}: BillingPanelProps) {
  const trpc = useTRPC();
  const { data: state } = useQuery({
    ...trpc.subscriptions.get.queryOptions({}),
    initialData: initialState,
  });
  // Calls of the API are no news of the workspace: asking now and then is how the bar moves.
  const { data: limits } = useQuery({
    ...trpc.usage.limits.queryOptions({}),
    initialData: initialLimits,
    refetchInterval: USAGE_POLL_MS,
  });
  const offer = (
    <Part id="plans">
      <PlansSection plans={plans} state={state} likelyCurrency={likelyCurrency} canManage={canManage} />
    </Part>
  );

  return (
    <div className="grid grid-cols-1 gap-5">
      {comeback && <CheckoutReturn comeback={comeback} state={state} />}
      {!canManage && <Banner>Your role may look at the plan. Owners and admins change it.</Banner>}
      <SectionLinks sections={sectionsOf(state, initialAddOns.addOns.length > 0)} />
      <StandingCard state={state} canManage={canManage} />
      {state.subscription?.scheduled && (
        <ScheduledChange scheduled={state.subscription.scheduled} canManage={canManage} />
      )}
      {state.canStartCheckout && offer}
      {state.canOpenPortal && (
        <Part id="payment">
          <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
            <NextInvoiceCard canManage={canManage} />
            <PaymentMethodsCard canManage={canManage} />
          </div>
        </Part>
      )}
      <Part id="usage">
        <Card
          title="Usage"
          description="What the plan allows and how much of it is in use."
          actions={
            <TenantLink href="/settings/usage" variant="secondary" size="sm">
              Details
            </TenantLink>
          }
        >
          <UsageBars limits={limits} now={now} />
        </Card>
      </Part>
      <Part id="add-ons">
        <AddOnsCard initial={initialAddOns} likelyCurrency={likelyCurrency} canManage={canManage} />
      </Part>
      <Part id="invoices">
        <InvoicesCard />
      </Part>
      {!state.canStartCheckout && offer}
    </div>
  );
}

/** A place that links lead to, below what stays in view. */
const Part = ({ id, children }: { id: string; children: ReactNode }) => (
  <div id={id} className="scroll-mt-28 empty:hidden md:scroll-mt-14">
    {children}
  </div>
);

/** In the order of the page. */
function sectionsOf(
  { canStartCheckout, canOpenPortal }: BillingState,
  hasAddOns: boolean,
): { id: string; label: string }[] {
  const plans = { id: "plans", label: "Plans" };
  return [
    ...(canStartCheckout ? [plans] : []),
    ...(canOpenPortal ? [{ id: "payment", label: "Payment" }] : []),
    { id: "usage", label: "Usage" },
    ...(hasAddOns ? [{ id: "add-ons", label: "Add-ons" }] : []),
    { id: "invoices", label: "Invoices" },
    ...(canStartCheckout ? [] : [plans]),
  ];
}
