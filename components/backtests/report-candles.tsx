"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { CandleChart } from "../charts/candle-chart.tsx";
import type { TradeMark } from "../charts/candles.ts";
import { ChartFrame, ChartSkeleton } from "../charts/chart-frame.tsx";
import { snapMarks } from "../charts/snap-marks.ts";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { exitReasonText } from "./exit-reason.ts";
import type { OpenTrade, ReportTrade } from "./report.ts";

/** More words than this would cover each other. */
const MAX_WORDED = 80;

function marksOf(trades: readonly ReportTrade[], open: readonly OpenTrade[]): TradeMark[] {
  const isWorded = trades.length <= MAX_WORDED;
  const entries = [...trades, ...open].map(
    ({ entryTime }): TradeMark => ({ time: entryTime, side: "buy", text: isWorded ? "buy" : "" }),
  );
  const exits = trades.map(
    ({ exitTime, exitReason }): TradeMark => ({
      time: exitTime,
      side: "sell",
      text: isWorded ? (exitReason === "signal" ? "sell" : exitReasonText(exitReason).toLowerCase()) : "",
    }),
  );
  return [...entries, ...exits].sort((a, b) => a.time - b.time);
}

/** The candles a backtest ran over, merged to fit a screen; they never change. */
export function useReportCandles(backtestId: string) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.backtests.candles.queryOptions({ backtestId }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

interface ReportCandlesProps {
  backtestId: string;
  market: string;
  trades: readonly ReportTrade[];
  openTrades: readonly OpenTrade[];
}

/** The candles of a backtest with its entries and exits. */
export function ReportCandles({ backtestId, market, trades, openTrades }: ReportCandlesProps) {
  const candles = useReportCandles(backtestId);
  const marks = useMemo(
    () => (candles.data ? snapMarks(marksOf(trades, openTrades), candles.data.time) : []),
    [candles.data, trades, openTrades],
  );
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
      <CandleChart candles={candles.data} marks={marks} market={market} />
      {candles.data.barsPerCandle > 1 && (
        <p className="text-xs text-muted">Each candle shown stands for {candles.data.barsPerCandle} bars.</p>
      )}
    </>
  );
}
