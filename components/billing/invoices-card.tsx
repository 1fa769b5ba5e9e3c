"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Download, ReceiptText } from "lucide-react";
import { formatMoney } from "#server/kernel/money.ts";
import { formatDate } from "../format/time.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC, useTRPCClient } from "../trpc/trpc-context.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { type Column, Table } from "../ui/table.tsx";

type Invoice = Outputs["invoices"]["list"]["invoices"][number];

const STATUS: Record<Invoice["status"], { label: string; tone: Tone }> = {
  draft: { label: "Draft", tone: "neutral" },
  open: { label: "To pay", tone: "warning" },
  paid: { label: "Paid", tone: "positive" },
  void: { label: "Void", tone: "neutral" },
  uncollectible: { label: "Given up", tone: "negative" },
};

const COLUMNS: readonly Column<Invoice>[] = [
  { key: "date", header: "Date", cell: ({ createdAt }) => formatDate(createdAt) },
  { key: "number", header: "Number", isWideOnly: true, cell: ({ number }) => number },
  { key: "status", header: "Status", cell: (invoice) => <Status invoice={invoice} /> },
  {
    key: "total",
    header: "Amount",
    isNumeric: true,
    cell: ({ totalMinor, currency }) => formatMoney({ amountMinor: totalMinor, currency }),
  },
  {
    key: "links",
    header: <span className="sr-only">Papers</span>,
    cell: (invoice) => <Papers invoice={invoice} />,
  },
];

const FIRST_PAGE: string | null = null;

/** What was invoiced, with its papers. */
export function InvoicesCard() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: trpc.invoices.list.pathKey(),
    queryFn: ({ pageParam: cursor }) => client.invoices.list.query(cursor === null ? {} : { cursor }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ next }) => next,
  });
  const invoices = data?.pages.flatMap((page) => page.invoices) ?? [];
  return (
    <Card title="Invoices" isFlush>
      {isPending && (
        <Loading label="Loading the invoices">
          <div className="grid gap-3 px-4 pb-4 sm:px-5">
            <Skeleton />
            <Skeleton />
            <Skeleton width="wide" />
          </div>
        </Loading>
      )}
      {error && (
        <div className="px-4 pb-4 sm:px-5">
          <Banner tone="negative">{apiErrorOf(error).message}</Banner>
        </div>
      )}
      {data && invoices.length === 0 && (
        <EmptyState icon={ReceiptText} title="No invoices yet">
          The first comes with the first plan, and stays here with its PDF.
        </EmptyState>
      )}
      {invoices.length > 0 && (
        <Table caption="Invoices" columns={COLUMNS} rows={invoices} rowKey={({ id }) => id} />
      )}
      {hasNextPage && (
        <div className="border-t border-border px-4 py-3 sm:px-5">
          <Button size="sm" isPending={isFetchingNextPage} onClick={() => fetchNextPage()}>
            Older invoices
          </Button>
        </div>
      )}
    </Card>
  );
}

const DISPUTE: Record<NonNullable<Invoice["dispute"]>, { label: string; tone: Tone }> = {
  open: { label: "Disputed", tone: "warning" },
  won: { label: "Dispute won", tone: "neutral" },
  lost: { label: "Charged back", tone: "negative" },
};

function Status({ invoice }: { invoice: Invoice }) {
  const { label, tone } = STATUS[invoice.status];
  const dispute = invoice.dispute && DISPUTE[invoice.dispute];
  const { refundedMinor, creditedMinor, currency } = invoice;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone={tone}>{label}</Badge>
      {dispute && <Badge tone={dispute.tone}>{dispute.label}</Badge>}
      {refundedMinor > 0 && <Returned amountMinor={refundedMinor} currency={currency} how="refunded" />}
      {creditedMinor > 0 && <Returned amountMinor={creditedMinor} currency={currency} how="credited" />}
    </span>
  );
}

function Returned({ how, ...money }: { amountMinor: number; currency: string; how: string }) {
  return (
    <span className="text-[0.8125rem] text-muted">
      {formatMoney(money)} {how}
    </span>
  );
}

function Papers({ invoice: { status, url, pdfUrl, number } }: { invoice: Invoice }) {
  return (
    <span className="flex justify-end gap-2">
      {status === "open" && url && (
        <LinkButton href={url} size="sm" variant="primary" isExternal>
          Pay
        </LinkButton>
      )}
      {pdfUrl && (
        <LinkButton
          href={pdfUrl}
          size="sm"
          variant="ghost"
          isExternal
          aria-label={`PDF of invoice ${number ?? ""}`}
        >
          <Download aria-hidden />
        </LinkButton>
      )}
    </span>
  );
}
