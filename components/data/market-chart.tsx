"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { CandleChart } from "../charts/candle-chart.tsx";
import type { TradeMark } from "../charts/candles.ts";
import { ChartFrame, ChartSkeleton } from "../charts/chart-frame.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import type { Inputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { Card } from "../ui/card.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";

type Timeframe = Inputs["markets"]["candles"]["timeframe"];

const TIMEFRAMES: readonly { value: Timeframe; label: string }[] = [
  { value: "1m", label: "1m" },
  { value: "15m", label: "15m" },
  { value: "1h", label: "1h" },
  { value: "4h", label: "4h" },
  { value: "1d", label: "1d" },
];
const BARS = 400;
const REFRESH_MS = 30_000;
const NO_MARKS: readonly TradeMark[] = [];

export function MarketChart({ symbol }: { symbol: string }) {
  const trpc = useTRPC();
  const [timeframe, setTimeframe] = useState<Timeframe>("1h");
  const candles = useQuery({
    ...trpc.markets.candles.queryOptions({ market: symbol, timeframe, bars: BARS }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  return (
    <Card
      title="Candles"
      description="Closed bars only, in UTC"
      isFlush
      actions={
        <SegmentedControl
          label="Bar"
          name="timeframe"
          segments={TIMEFRAMES}
          value={timeframe}
          onChange={setTimeframe}
        />
      }
    >
      <div className="px-2 pb-3 sm:px-3">
        {candles.error ? (
          <Banner tone="negative">{apiErrorOf(candles.error).message}</Banner>
        ) : candles.data ? (
          <CandleChart candles={candles.data} marks={NO_MARKS} market={symbol} />
        ) : (
          <ChartFrame height="tall" summary="Candles are loading.">
            <ChartSkeleton />
          </ChartFrame>
        )}
      </div>
    </Card>
  );
}
