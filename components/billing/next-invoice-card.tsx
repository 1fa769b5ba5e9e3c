"use client";

import { useQuery } from "@tanstack/react-query";
import { formatMoney } from "#server/kernel/money.ts";
import { formatDate } from "../format/time.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Card } from "../ui/card.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { CodeForm } from "./code-form.tsx";

/** What will be charged next if nothing changes. */
export function NextInvoiceCard({ canManage }: { canManage: boolean }) {
  const trpc = useTRPC();
  const { data, error, isPending } = useQuery(trpc.invoices.next.queryOptions({}));
  return (
    <Card title="Next invoice">
      {isPending && (
        <Loading label="Working out the next invoice">
          <div className="grid gap-3">
            <Skeleton height="title" width="half" />
            <Skeleton width="wide" />
            <Skeleton height="control" width="half" />
          </div>
        </Loading>
      )}
      {error && <Banner tone="negative">{apiErrorOf(error).message}</Banner>}
      {data === null && <p className="text-muted">None is to come.</p>}
      {data && (
        <div className="grid gap-3">
          <p>
            <span className="tabular text-xl font-semibold tracking-tight">
              {formatMoney({ amountMinor: data.dueMinor, currency: data.currency })}
            </span>{" "}
            <span className="text-muted">on {formatDate(data.at)}</span>
          </p>
          <ul className="grid gap-1.5 text-[0.8125rem] leading-5">
            {data.lines.map(({ description, amountMinor }) => (
              <li key={`${description} ${amountMinor}`} className="flex justify-between gap-4">
                <span className="min-w-0 text-muted">{description}</span>
                <span className="tabular shrink-0">
                  {formatMoney({ amountMinor, currency: data.currency })}
                </span>
              </li>
            ))}
            {data.discountMinor > 0 && (
              <Sum label="Discount" amountMinor={-data.discountMinor} currency={data.currency} />
            )}
            {data.taxMinor > 0 && <Sum label="Tax" amountMinor={data.taxMinor} currency={data.currency} />}
            {data.balanceMinor !== 0 && (
              <Sum label={balanceLabel(data)} amountMinor={data.balanceMinor} currency={data.currency} />
            )}
          </ul>
          {canManage && <CodeForm />}
        </div>
      )}
    </Card>
  );
}

function balanceLabel({ balanceMinor, dueMinor }: { balanceMinor: number; dueMinor: number }): string {
  if (balanceMinor < 0) return "Your credit";
  return dueMinor === 0 ? "Kept as credit" : "Owed from before";
}

function Sum({ label, ...money }: { label: string; amountMinor: number; currency: string }) {
  return (
    <li className="flex justify-between gap-4">
      <span className="text-muted">{label}</span>
      <span className="tabular shrink-0">{formatMoney(money)}</span>
    </li>
  );
}
