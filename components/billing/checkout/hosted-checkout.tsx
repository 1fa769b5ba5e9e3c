"use client";

import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { apiErrorOf } from "../../trpc/api-error.ts";
import { useTRPC } from "../../trpc/trpc-context.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { type Purchase, useReturnUrl } from "./use-payment-form.ts";

interface HostedCheckoutProps {
  purchase: Purchase;
  /** The only way to pay, or a way beside the form. */
  isMain: boolean;
}

/** Leads to Stripe's own page, which needs no script on ours. */
export function HostedCheckout({ purchase, isMain }: HostedCheckoutProps) {
  const trpc = useTRPC();
  const returnUrl = useReturnUrl();
  const start = useMutation(
    trpc.subscriptions.startCheckout.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
    }),
  );
  return (
    <div className="grid justify-items-start gap-3">
      <Button
        variant={isMain ? "primary" : "secondary"}
        size={isMain ? "lg" : "sm"}
        isPending={start.isPending || start.isSuccess}
        onClick={() => start.mutate({ ...purchase, returnUrl: returnUrl() })}
      >
        Pay on Stripe’s page
        <ExternalLink aria-hidden />
      </Button>
      {start.error && (
        <Banner tone="negative" isLive>
          {apiErrorOf(start.error).message}
        </Banner>
      )}
    </div>
  );
}
