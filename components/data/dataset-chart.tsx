"use client";

import { useQuery } from "@tanstack/react-query";
import { CandleChart } from "../charts/candle-chart.tsx";
import type { TradeMark } from "../charts/candles.ts";
import { ChartFrame, ChartSkeleton } from "../charts/chart-frame.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";

const NO_MARKS: readonly TradeMark[] = [];

export function DatasetChart({ datasetId, name }: { datasetId: string; name: string }) {
  const trpc = useTRPC();
  const candles = useQuery({
    ...trpc.datasets.candles.queryOptions({ datasetId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (candles.error) return <Banner tone="negative">{apiErrorOf(candles.error).message}</Banner>;
  if (!candles.data) {
    return (
      <ChartFrame height="tall" summary="Candles are loading.">
        <ChartSkeleton />
      </ChartFrame>
    );
  }
  return (
    <>
      <CandleChart candles={candles.data} marks={NO_MARKS} market={name} />
      {candles.data.barsPerCandle > 1 && (
        <p className="text-xs text-muted">Each candle shown stands for {candles.data.barsPerCandle} bars.</p>
      )}
    </>
  );
}
