"use client";

import dynamic from "next/dynamic";
import { formatCompact, formatNumber } from "../format/number.ts";
import { ChartFrame, ChartSkeleton } from "./chart-frame.tsx";
import { describeLine, type LineSeries } from "./line-series.ts";

const LineChart = dynamic(() => import("./line-chart.tsx"), { ssr: false, loading: ChartSkeleton });

interface EquityChartProps {
  equity: LineSeries;
  /** Value of the same start balance held in the asset, on the same times. */
  buyAndHold?: readonly number[];
  startEquity: number;
  currency: string;
  group?: string;
}

/** Below this the shortened labels of an axis would all read the same. */
const NARROW = 0.08;

function spreadOf(...columns: readonly (readonly number[])[]): { size: number; ratio: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of columns.flat()) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const size = Number.isFinite(high - low) ? high - low : 0;
  return { size, ratio: high > 0 ? size / high : 1 };
}

export function EquityChart({ equity, buyAndHold, startEquity, currency, group }: EquityChartProps) {
  const spread = spreadOf(equity.value, buyAndHold ?? []);
  const formatAxis =
    spread.ratio < NARROW ? (value: number) => formatNumber(value, spread.size < 20 ? 2 : 0) : formatCompact;
  const format = (value: number) => `${formatNumber(value)} ${currency}`.trim();
  return (
    <ChartFrame height="medium" summary={describeLine("Equity", equity, format)}>
      <LineChart
        series={equity}
        name="Equity"
        tone="accent"
        format={format}
        formatAxis={formatAxis}
        baseline={startEquity}
        {...(buyAndHold ? { benchmark: { name: "Buy & hold", value: buyAndHold } } : {})}
        {...(group ? { group } : {})}
      />
    </ChartFrame>
  );
}
