"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { toast } from "../ui/toast.ts";

/** What follows a change that answers the new billing state: show it, and say so. */
export function useBillingChange() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return (message: string, after?: () => void) => ({
    onSuccess(state: BillingState) {
      queryClient.setQueryData(trpc.subscriptions.get.queryKey({}), state);
      // A change invoices, credits or charges something, mostly.
      queryClient.invalidateQueries(trpc.invoices.pathFilter());
      queryClient.invalidateQueries(trpc.addOns.pathFilter());
      queryClient.invalidateQueries(trpc.entitlements.pathFilter());
      queryClient.invalidateQueries(trpc.usage.pathFilter());
      after?.();
      toast.success(message);
    },
    onError: (error: unknown) => toast.error(apiErrorOf(error).message),
  });
}
