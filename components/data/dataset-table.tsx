"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Database, Trash2 } from "lucide-react";
import { useState } from "react";
import { formatCount } from "../format/number.ts";
import { formatDate, formatDuration } from "../format/time.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Table } from "../ui/table.tsx";
import { toast } from "../ui/toast.ts";
import type { Dataset } from "./upload-candles.ts";

export function DatasetTable({
  initial,
  canWrite,
}: {
  initial: Outputs["datasets"]["list"];
  canWrite: boolean;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [doomed, setDoomed] = useState<Dataset | null>(null);
  const { data: datasets } = useQuery({ ...trpc.datasets.list.queryOptions({}), initialData: initial });
  const remove = useMutation(
    trpc.datasets.delete.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries(trpc.datasets.list.queryFilter());
        setDoomed(null);
        toast.success("The data was deleted.");
      },
      onError: (error) => toast.error(apiErrorOf(error).message),
    }),
  );

  return (
    <Card title="Your data" isFlush>
      {datasets.length === 0 ? (
        <EmptyState icon={Database} title="No candle files yet">
          Upload one and it can be backtested at once. Files stay in this workspace; nobody else can read
          them.
        </EmptyState>
      ) : (
        <Table
          caption="Your data"
          rows={datasets}
          rowKey={(dataset) => dataset.id}
          columns={[
            {
              key: "name",
              header: "Name",
              cell: (dataset) => <TenantLink href={`/data/${dataset.id}`}>{dataset.name}</TenantLink>,
            },
            { key: "bars", header: "Bars", isNumeric: true, cell: (dataset) => formatCount(dataset.bars) },
            {
              key: "timeframe",
              header: "Bar",
              isNumeric: true,
              cell: (dataset) => formatDuration(dataset.timeframeMs),
            },
            {
              key: "period",
              header: "Period",
              isWideOnly: true,
              cell: (dataset) => `${formatDate(dataset.firstTime)} – ${formatDate(dataset.lastTime)}`,
            },
            {
              key: "created",
              header: "Uploaded",
              isWideOnly: true,
              cell: (dataset) => formatDate(dataset.createdAt),
            },
            {
              key: "actions",
              header: <span className="sr-only">Actions</span>,
              cell: (dataset) => (
                <span className="flex justify-end gap-1">
                  <TenantLink href={`/backtests/new?dataset=${dataset.id}`} variant="secondary" size="sm">
                    Backtest
                  </TenantLink>
                  {canWrite && (
                    <Button
                      size="sm"
                      variant="ghost"
                      isIcon
                      aria-label={`Delete ${dataset.name}`}
                      onClick={() => setDoomed(dataset)}
                    >
                      <Trash2 aria-hidden />
                    </Button>
                  )}
                </span>
              ),
            },
          ]}
        />
      )}
      <ConfirmDialog
        isOpen={doomed !== null}
        title={`Delete ${doomed?.name ?? "the data"}?`}
        confirmLabel="Delete data"
        isDanger
        isPending={remove.isPending}
        onConfirm={() => doomed && remove.mutate({ datasetId: doomed.id })}
        onCancel={() => setDoomed(null)}
      >
        Backtests made from it keep their reports. The candles themselves cannot be brought back.
      </ConfirmDialog>
    </Card>
  );
}
