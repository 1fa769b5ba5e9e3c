"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { formatMoney } from "#server/kernel/money.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { gainsText } from "./add-on-text.ts";
import { QuoteLines } from "./quote-lines.tsx";
import { QuoteLoading } from "./quote-loading.tsx";
import { useBillingChange } from "./use-billing-change.ts";

type List = Outputs["addOns"]["list"];

interface AddOnDialogProps {
  addOn: List["addOns"][number];
  /** How many there are to be. */
  quantity: number;
  basis: NonNullable<List["basis"]>;
  isOpen: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Shows to the cent what another quantity costs or gives back, and makes exactly that change. */
export function AddOnDialog({ addOn, quantity, basis, isOpen, onClose, onDone }: AddOnDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const isMore = quantity > addOn.quantity;
  const quote = useQuery({
    ...trpc.addOns.preview.queryOptions({ addOn: addOn.key, quantity }),
    enabled: isOpen && quantity !== addOn.quantity,
    // A quote is of its second: whoever opens the question again gets a new one, and keeps it while deciding.
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
  const keep = useBillingChange();
  const change = useMutation(
    trpc.addOns.set.mutationOptions({
      onSuccess({ state, payUrl }) {
        if (payUrl) return window.location.assign(payUrl);
        keep(
          quantity === 0 ? `${addOn.name} is taken off.` : `${addOn.name}: ${quantity} now.`,
          onDone,
        ).onSuccess(state);
      },
      onError(error) {
        queryClient.invalidateQueries(trpc.addOns.pathFilter());
        if (apiErrorOf(error).reason === "quote_lapsed") quote.refetch();
      },
    }),
  );
  const close = () => {
    change.reset();
    onClose();
  };
  const problem = quote.error ?? change.error;
  const data = quote.isFetching || quote.error ? undefined : quote.data;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={titleOf(addOn, quantity)}
      description={gainOf(addOn, quantity)}
      footer={
        <>
          <Button onClick={close}>Not now</Button>
          <Button
            variant="primary"
            disabled={!data}
            isPending={change.isPending || change.data?.payUrl != null}
            onClick={() =>
              data &&
              change.mutate({
                addOn: addOn.key,
                quantity,
                from: { plan: basis.plan, interval: basis.interval, quantity: addOn.quantity },
                quotedAt: data.quotedAt,
              })
            }
          >
            {data && data.dueNowMinor > 0
              ? `Pay ${formatMoney({ amountMinor: data.dueNowMinor, currency: data.currency })} and ${isMore ? "add" : "change"}`
              : isMore
                ? "Add"
                : "Take off"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {problem && (
          <Banner tone="negative" isLive>
            {apiErrorOf(problem).message}
          </Banner>
        )}
        {quote.isFetching && <QuoteLoading />}
        {data && isMore && data.lines.length === 0 && (
          <p className="text-muted">In the trial it costs nothing yet.</p>
        )}
        {data && <QuoteLines quote={data} />}
      </div>
    </Dialog>
  );
}

function titleOf(
  { name, quantity: owned, maxQuantity }: AddOnDialogProps["addOn"],
  quantity: number,
): string {
  if (quantity === 0) return `Take off ${name}`;
  return maxQuantity === 1 ? `Add ${name}` : `${name}: ${owned} to ${quantity}`;
}

function gainOf(addOn: AddOnDialogProps["addOn"], quantity: number): string {
  const units = quantity - addOn.quantity;
  const gains = gainsText(addOn, units);
  return units > 0
    ? `${gains}, from the moment it is paid.`
    : `${gains}, at once. The rest of the period is credited. What is then over a limit pauses; nothing is deleted.`;
}
