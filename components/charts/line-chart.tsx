"use client";

import { useId, useMemo } from "react";
import {
  Area,
  AreaChart,
  CartesianGrid,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatAxisTime } from "../format/time.ts";
import { type LinePoint, type LineSeries, linePoints } from "./line-series.ts";
import { LineTooltip } from "./line-tooltip.tsx";

export interface LineChartProps {
  series: LineSeries;
  name: string;
  tone: "accent" | "negative";
  format: (value: number) => string;
  formatAxis: (value: number) => string;
  /** A second, quiet line on the same times, e.g. buy and hold. */
  benchmark?: { name: string; value: readonly number[] };
  /** A level to compare against: the start balance, zero. */
  baseline?: number;
  /** Charts with the same group share their cursor. */
  group?: string;
}

const COLOURS = { accent: "var(--accent-text)", negative: "var(--negative)" } as const;
const TICK = { fill: "var(--muted-foreground)", fontSize: 11 } as const;

/** From a round number below the lowest value up to zero, with the middle marked. */
function negativeScale(points: readonly LinePoint[]) {
  const lowest = points.reduce((least, { value }) => Math.min(least, value), 0);
  const step = STEPS.find((size) => -lowest / size <= 10) ?? 10;
  const floor = Math.floor(lowest / (2 * step)) * 2 * step || -2 * step;
  return { domain: [floor, 0], ticks: [floor, floor / 2, 0] };
}

const STEPS = [0.1, 0.5, 1, 5, 10];

const pointAt = (payload: readonly { payload?: LinePoint }[]): LinePoint | undefined => payload[0]?.payload;

export default function LineChart({
  series,
  name,
  tone,
  format,
  formatAxis,
  benchmark,
  baseline,
  group,
}: LineChartProps) {
  const gradientId = useId();
  const points = useMemo(() => linePoints(series, benchmark?.value), [series, benchmark]);
  const spanMs = (points.at(-1)?.time ?? 0) - (points[0]?.time ?? 0);
  const colour = COLOURS[tone];
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart
        data={points}
        margin={{ top: 8, right: 4, bottom: 0, left: 12 }}
        {...(group ? { syncId: group } : {})}
      >
        <defs>
          <linearGradient id={gradientId} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0%" stopColor={colour} stopOpacity={tone === "negative" ? 0.06 : 0.22} />
            <stop offset="100%" stopColor={colour} stopOpacity={tone === "negative" ? 0.26 : 0} />
          </linearGradient>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="time"
          type="number"
          scale="time"
          domain={["dataMin", "dataMax"]}
          tickFormatter={(at: number) => formatAxisTime(at, spanMs)}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--border)" }}
          minTickGap={56}
        />
        <YAxis
          orientation="right"
          {...(tone === "negative" ? negativeScale(points) : { domain: ["auto", "auto"] })}
          tickFormatter={formatAxis}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={56}
        />
        {baseline !== undefined && (
          <ReferenceLine y={baseline} stroke="var(--border-strong)" strokeDasharray="3 3" />
        )}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--border-strong)", strokeDasharray: "3 3" }}
          content={({ payload }) => (
            <LineTooltip
              point={pointAt(payload ?? [])}
              name={name}
              benchmarkName={benchmark?.name}
              format={format}
            />
          )}
        />
        {benchmark && (
          <Line
            dataKey="benchmark"
            stroke="var(--muted-foreground)"
            strokeWidth={1.25}
            strokeDasharray="4 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        )}
        <Area
          dataKey="value"
          stroke={colour}
          strokeWidth={1.75}
          fill={`url(#${gradientId})`}
          baseValue={tone === "negative" ? 0 : "dataMin"}
          dot={false}
          activeDot={{ r: 3.5, fill: colour, stroke: "var(--surface)" }}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}
