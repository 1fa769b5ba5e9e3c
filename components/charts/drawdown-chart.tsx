"use client";

import dynamic from "next/dynamic";
import { formatPercent } from "../format/number.ts";
import { ChartFrame, ChartSkeleton } from "./chart-frame.tsx";
import { describeLine, type LineSeries } from "./line-series.ts";

const LineChart = dynamic(() => import("./line-chart.tsx"), { ssr: false, loading: ChartSkeleton });

/** `drawdown` in percent below the highest equity so far: zero or negative. */
export function DrawdownChart({ drawdown, group }: { drawdown: LineSeries; group?: string }) {
  return (
    <ChartFrame height="short" summary={describeLine("Drawdown", drawdown, formatPercent)}>
      <LineChart
        series={drawdown}
        name="Drawdown"
        tone="negative"
        format={formatPercent}
        formatAxis={(value) => formatPercent(value, 0)}
        {...(group ? { group } : {})}
      />
    </ChartFrame>
  );
}
