"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { formatMoney } from "#server/kernel/money.ts";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { formatDate } from "../format/time.ts";
import type { BillingInterval, Plan } from "../pricing/plan.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ChangeQuoteView } from "./change-quote-view.tsx";
import { QuoteLoading } from "./quote-loading.tsx";
import { useBillingChange } from "./use-billing-change.ts";

interface ChangePlanDialogProps {
  isOpen: boolean;
  onClose: () => void;
  plan: Plan;
  interval: BillingInterval;
  subscription: NonNullable<BillingState["subscription"]>;
}

/** Shows to the cent what a change of plan costs, and makes exactly that change. */
export function ChangePlanDialog({ isOpen, onClose, plan, interval, subscription }: ChangePlanDialogProps) {
  const trpc = useTRPC();
  const quote = useQuery({
    ...trpc.subscriptions.previewChange.queryOptions({ plan: plan.key, interval }),
    enabled: isOpen,
    // A quote is of its second: whoever opens the question again gets a new one.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const keep = useBillingChange();
  const change = useMutation(
    trpc.subscriptions.changePlan.mutationOptions({
      onSuccess({ state, payUrl }) {
        if (payUrl) return window.location.assign(payUrl);
        const done =
          quote.data?.timing === "period_end"
            ? `${plan.name} comes on ${formatDate(quote.data.effectiveAt)}.`
            : `${plan.name} is yours.`;
        keep(done, onClose).onSuccess(state);
      },
    }),
  );
  const problem = quote.error ?? change.error;
  const { data } = quote;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={`Change to ${plan.name}`}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="primary"
            disabled={!data}
            isPending={change.isPending}
            onClick={() =>
              data &&
              subscription.plan &&
              subscription.interval &&
              change.mutate({
                plan: plan.key,
                interval,
                from: { plan: subscription.plan.key, interval: subscription.interval },
                quotedAt: data.quotedAt,
              })
            }
          >
            {data ? confirmLabel(data) : "Change"}
          </Button>
        </>
      }
    >
      {problem && (
        <Banner tone="negative" isLive>
          {apiErrorOf(problem).message}
        </Banner>
      )}
      {quote.isLoading && <QuoteLoading />}
      {data && <ChangeQuoteView quote={data} />}
    </Dialog>
  );
}

function confirmLabel({
  timing,
  dueNowMinor,
  currency,
  effectiveAt,
}: {
  timing: "now" | "period_end";
  dueNowMinor: number;
  currency: string;
  effectiveAt: string;
}): string {
  if (timing === "period_end") return `Change on ${formatDate(effectiveAt)}`;
  return dueNowMinor > 0
    ? `Pay ${formatMoney({ amountMinor: dueNowMinor, currency })} and change`
    : "Change now";
}
