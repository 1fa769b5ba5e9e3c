"use client";

import { useMutation } from "@tanstack/react-query";
import type { BillingState } from "#server/modules/billing/schema.ts";
import { formatDate } from "../format/time.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { useBillingChange } from "./use-billing-change.ts";

interface ScheduledChangeProps {
  scheduled: NonNullable<NonNullable<BillingState["subscription"]>["scheduled"]>;
  canManage: boolean;
}

/** Says what comes with the next period, and takes it back. */
export function ScheduledChange({ scheduled: { plan, interval, at }, canManage }: ScheduledChangeProps) {
  const trpc = useTRPC();
  const keep = useBillingChange();
  const drop = useMutation(
    trpc.subscriptions.dropScheduledChange.mutationOptions(keep("The plan stays as it is.")),
  );
  return (
    <Banner
      title={`${plan?.name ?? "Another plan"}${interval ? `, by the ${interval},` : ""} comes on ${formatDate(at)}`}
      actions={
        canManage && (
          <Button size="sm" isPending={drop.isPending} onClick={() => drop.mutate({})}>
            Keep the present plan
          </Button>
        )
      }
    >
      Until then everything stays as it is.
    </Banner>
  );
}
