"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatPercent } from "../format/number.ts";
import { parameterText, strategyTitle } from "../strategies/parameter-text.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Progress } from "../ui/progress.tsx";
import { toast } from "../ui/toast.ts";
import { REPORT_POINTS } from "./report.ts";
import { ReportSkeleton } from "./report-skeleton.tsx";
import { ReportView } from "./report-view.tsx";
import { type Backtest, BacktestStatusBadge, isUnfinished } from "./status-badge.tsx";
import { useBacktestNews } from "./use-backtest-news.ts";

interface BacktestDetailProps {
  initial: Backtest;
  initialReport: Outputs["backtests"]["report"] | null;
  canWrite: boolean;
  /** What one can do with a completed one. */
  actions?: ReactNode;
}

export function BacktestDetail({ initial, initialReport, canWrite, actions }: BacktestDetailProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const backtestId = initial.id;
  useBacktestNews();
  const { data: backtest } = useQuery({
    ...trpc.backtests.get.queryOptions({ backtestId }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data && isUnfinished(query.state.data.status) ? 5_000 : false),
  });
  const report = useQuery({
    ...trpc.backtests.report.queryOptions({ backtestId, maxPoints: REPORT_POINTS }),
    enabled: backtest.status === "completed",
    staleTime: Number.POSITIVE_INFINITY,
    ...(initialReport ? { initialData: initialReport } : {}),
  });
  const cancel = useMutation(
    trpc.backtests.cancel.mutationOptions({
      onSuccess: (after) => queryClient.setQueryData(trpc.backtests.get.queryKey({ backtestId }), after),
      onError: (error) => toast.error(apiErrorOf(error).message),
    }),
  );
  const isWorking = isUnfinished(backtest.status);

  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        above={<TenantLink href="/backtests">Backtests</TenantLink>}
        title={`${strategyTitle(backtest.strategy)} on ${backtest.sourceLabel}`}
        badge={<BacktestStatusBadge status={backtest.status} />}
        description={parameterText(backtest.params)}
        actions={
          isWorking && canWrite ? (
            <Button
              isPending={cancel.isPending}
              disabled={backtest.status === "canceling"}
              onClick={() => cancel.mutate({ backtestId })}
            >
              Cancel
            </Button>
          ) : (
            backtest.status === "completed" && actions
          )
        }
      />
      {isWorking && (
        <Card>
          <div className="mb-2 flex items-baseline justify-between gap-3">
            <span className="font-medium">
              {backtest.status === "queued"
                ? "Waiting for a worker"
                : "Playing the strategy over the candles"}
            </span>
            <span className="tabular text-muted">{formatPercent(backtest.progress * 100, 0)}</span>
          </div>
          <Progress
            label="Progress of the backtest"
            value={backtest.status === "queued" ? null : backtest.progress}
          />
          <p className="mt-2 text-[0.8125rem] text-muted">You may leave this page; it goes on without you.</p>
        </Card>
      )}
      {backtest.status === "failed" && (
        <Banner tone="negative" title="This backtest failed" isLive>
          {backtest.failure ?? "The reason is not known."}
        </Banner>
      )}
      {backtest.status === "canceled" && (
        <Banner>It was canceled before it finished. Nothing of it is kept.</Banner>
      )}
      {report.error && (
        <Banner
          tone="negative"
          title="The report could not be read"
          actions={
            <Button size="sm" onClick={() => report.refetch()}>
              Try again
            </Button>
          }
        >
          {apiErrorOf(report.error).message}
        </Banner>
      )}
      {report.data ? (
        <ReportView backtestId={backtestId} sourceLabel={backtest.sourceLabel} report={report.data} />
      ) : (
        (isWorking || report.isLoading) && <ReportSkeleton />
      )}
    </div>
  );
}
