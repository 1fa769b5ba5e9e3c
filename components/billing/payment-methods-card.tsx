"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CreditCard, Plus } from "lucide-react";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { toast } from "../ui/toast.ts";
import { methodName } from "./method-name.ts";

type Method = Outputs["paymentMethods"]["list"][number];

/** What invoices are charged to. */
export function PaymentMethodsCard({ canManage }: { canManage: boolean }) {
  const trpc = useTRPC();
  const path = useTenantPath();
  const { data: methods, error, isPending } = useQuery(trpc.paymentMethods.list.queryOptions({}));
  const add = useMutation(
    trpc.subscriptions.openPortal.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (failure) => toast.error(apiErrorOf(failure).message),
    }),
  );
  const open = () =>
    add.mutate({
      returnUrl: `${window.location.origin}${path("/settings/billing")}`,
      task: "add_payment_method",
    });
  return (
    <Card
      title="Payment methods"
      isFlush
      actions={
        canManage && (
          <Button size="sm" isPending={add.isPending || add.isSuccess} onClick={open}>
            <Plus aria-hidden />
            Add
          </Button>
        )
      }
    >
      {isPending && (
        <Loading label="Loading the payment methods">
          <div className="px-4 pb-4 sm:px-5">
            <Skeleton height="control" />
          </div>
        </Loading>
      )}
      {error && (
        <div className="px-4 pb-4 sm:px-5">
          <Banner tone="negative">{apiErrorOf(error).message}</Banner>
        </div>
      )}
      {methods?.length === 0 && (
        <EmptyState icon={CreditCard} title="No payment methods yet">
          A card is asked for when you choose a plan.
        </EmptyState>
      )}
      {methods && methods.length > 0 && (
        <ul className="divide-y divide-border border-t border-border">
          {methods.map((method) => (
            <MethodRow key={method.id} method={method} canManage={canManage} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function MethodRow({ method, canManage }: { method: Method; canManage: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const name = methodName(method);
  const after = (message: string) => ({
    async onSuccess() {
      await queryClient.invalidateQueries(trpc.paymentMethods.list.queryFilter({}));
      toast.success(message);
    },
    onError: (failure: unknown) => toast.error(apiErrorOf(failure).message),
  });
  const choose = useMutation(
    trpc.paymentMethods.choose.mutationOptions(after(`Invoices are charged to ${name}.`)),
  );
  const remove = useMutation(trpc.paymentMethods.remove.mutationOptions(after(`${name} was removed.`)));
  const input = { paymentMethodId: method.id };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {method.isDefault && <Badge tone="positive">In use</Badge>}
        </p>
        {method.expiryMonth && method.expiryYear && (
          <p className="tabular text-[0.8125rem] text-muted">
            Expires {String(method.expiryMonth).padStart(2, "0")}/{method.expiryYear}
          </p>
        )}
      </div>
      {canManage && !method.isDefault && (
        <div className="flex gap-2">
          <Button size="sm" isPending={choose.isPending} onClick={() => choose.mutate(input)}>
            Use this
          </Button>
          <Button
            size="sm"
            variant="ghost"
            isPending={remove.isPending}
            onClick={() => remove.mutate(input)}
            aria-label={`Remove ${name}`}
          >
            Remove
          </Button>
        </div>
      )}
    </li>
  );
}
