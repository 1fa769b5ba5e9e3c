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

export function EquityChart({ equity, buyAndHold, startEquity, currency, group }: EquityChartProps) {
  const format = (value: number) => `${formatNumber(value)} ${currency}`.trim();
  return (
    <ChartFrame height="medium" summary={describeLine("Equity", equity, format)}>
      <LineChart
        series={equity}
        name="Equity"
        tone="accent"
        format={format}
        formatAxis={formatCompact}
        baseline={startEquity}
        {...(buyAndHold ? { benchmark: { name: "Buy & hold", value: buyAndHold } } : {})}
        {...(group ? { group } : {})}
      />
    </ChartFrame>
  );
}
