"use client";

import { useRef } from "react";
import { TenantLink } from "../../tenant/tenant-link.tsx";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { cx } from "../../ui/class-names.ts";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { HostedCheckout } from "./hosted-checkout.tsx";
import type { StripeBrowser } from "./load-stripe.ts";
import { type PaymentForm, type Purchase, usePaymentForm } from "./use-payment-form.ts";

interface PaymentCardProps {
  purchase: Purchase;
  /** Null where this installation takes cards on Stripe's page alone. */
  browser: StripeBrowser | null;
}

export function PaymentCard({ purchase, browser }: PaymentCardProps) {
  return (
    <Card title="Payment" description="Your card goes to Stripe. We never see its number.">
      {browser ? (
        <EmbeddedForm purchase={purchase} browser={browser} />
      ) : (
        <HostedCheckout purchase={purchase} isMain />
      )}
    </Card>
  );
}

function EmbeddedForm({ purchase, browser }: { purchase: Purchase; browser: StripeBrowser }) {
  const place = useRef<HTMLDivElement>(null);
  const form = usePaymentForm(place, browser, purchase);
  const isUsable = form.kind === "loading" || form.kind === "ready";
  return (
    <div className="grid gap-5">
      <Problem form={form} />
      <div className={cx("min-h-[34rem]", !isUsable && "hidden")}>
        {form.kind === "loading" && (
          <Loading label="Loading the payment form">
            <div className="grid gap-3">
              <Skeleton height="title" width="half" />
              <Skeleton height="control" />
              <Skeleton height="control" />
              <Skeleton height="control" />
            </div>
          </Loading>
        )}
        <div ref={place} />
      </div>
      {form.kind === "ready" ? (
        <div className="flex flex-wrap items-center gap-3 border-t border-border pt-4 text-[0.8125rem] text-muted">
          <p className="grow">Does the form not work for you?</p>
          <HostedCheckout purchase={purchase} isMain={false} />
        </div>
      ) : (
        form.kind === "blocked" && <HostedCheckout purchase={purchase} isMain />
      )}
    </div>
  );
}

/** Asking again can't help who has a plan already, or is about to. */
const SETTLED: readonly (string | null)[] = ["already_subscribed", "payment_being_confirmed"];

function Problem({ form }: { form: PaymentForm }) {
  switch (form.kind) {
    case "loading":
    case "ready":
      return null;
    case "blocked":
      return (
        <Banner tone="warning" title="The payment form could not be loaded" isLive>
          Something between you and Stripe keeps it away: an extension, or the network. You can pay on
          Stripe’s page instead.
        </Banner>
      );
    case "refused":
      return (
        <Banner
          tone="negative"
          isLive
          actions={
            SETTLED.includes(form.error.reason) ? (
              <TenantLink href="/settings/billing" variant="secondary" size="sm">
                To billing
              </TenantLink>
            ) : (
              <Button size="sm" onClick={() => window.location.reload()}>
                Try again
              </Button>
            )
          }
        >
          {form.error.message}
        </Banner>
      );
    default:
      return form satisfies never;
  }
}
