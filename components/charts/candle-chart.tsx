"use client";

import dynamic from "next/dynamic";
import { formatPrice } from "../format/number.ts";
import { formatDateTime } from "../format/time.ts";
import type { CandleColumns, TradeMark } from "./candles.ts";
import { ChartFrame, ChartSkeleton } from "./chart-frame.tsx";

const CandleCanvas = dynamic(() => import("./candle-canvas.tsx"), { ssr: false, loading: ChartSkeleton });

interface CandleChartProps {
  candles: CandleColumns;
  /** Ascending by time. */
  marks: readonly TradeMark[];
  market: string;
}

function describeCandles(
  market: string,
  { time, close }: CandleColumns,
  marks: readonly TradeMark[],
): string {
  const from = time[0];
  const to = time.at(-1);
  if (from === undefined || to === undefined) return `${market}: no candles.`;
  const buys = marks.filter((mark) => mark.side === "buy").length;
  return `${market}: ${time.length} candles from ${formatDateTime(from)} to ${formatDateTime(to)} UTC, last close ${formatPrice(close.at(-1))}; ${buys} buys and ${marks.length - buys} sells marked.`;
}

export function CandleChart({ candles, marks, market }: CandleChartProps) {
  return (
    <>
      <ChartFrame height="tall" summary={describeCandles(market, candles, marks)}>
        <CandleCanvas candles={candles} marks={marks} />
      </ChartFrame>
      <p className="pt-1 text-right text-2xs text-muted">
        Chart by{" "}
        <a
          href="https://www.tradingview.com/"
          rel="noopener noreferrer"
          target="_blank"
          className="underline underline-offset-2"
        >
          TradingView
        </a>{" "}
        Lightweight Charts™
      </p>
    </>
  );
}
