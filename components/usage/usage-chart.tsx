"use client";

import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatCompact, formatCount } from "../format/number.ts";
import { formatAxisTime, formatDate, formatDateTime } from "../format/time.ts";
import type { ChartData, ChartPoint } from "./chart-points.ts";
import { inSentence } from "./limit-text.ts";

interface UsageChartProps {
  data: ChartData;
  name: string;
  bucket: "hour" | "day" | "month";
}

const TICK = { fill: "var(--muted-foreground)", fontSize: 11 } as const;
/** A limit far above what is used would flatten the rest: then the words beside it must do. */
const FAR = 3;

export default function UsageChart({ data: { points, kind, limit }, name, bucket }: UsageChartProps) {
  const spanMs = (points.at(-1)?.time ?? 0) - (points[0]?.time ?? 0);
  const most = points.reduce((top, { used, band }) => Math.max(top, used ?? 0, band?.[1] ?? 0), 1);
  const isNear = limit !== null && limit <= most * FAR;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={points} margin={{ top: 12, right: 4, bottom: 0, left: 12 }}>
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="time"
          tickFormatter={(at: number) => formatAxisTime(at, spanMs)}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--border)" }}
          minTickGap={48}
        />
        <YAxis
          orientation="right"
          domain={[0, Math.ceil(isNear ? Math.max(most, limit) * 1.05 : most)]}
          allowDecimals={false}
          tickFormatter={formatCompact}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={48}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--foreground)", fillOpacity: 0.05, stroke: "var(--border-strong)" }}
          content={({ payload }) => <PointNote point={payload?.[0]?.payload} name={name} bucket={bucket} />}
        />
        <Area
          dataKey="band"
          stroke="none"
          fill="var(--accent-text)"
          fillOpacity={0.1}
          isAnimationActive={false}
          activeDot={false}
        />
        {kind === "bars" ? (
          <Bar
            dataKey="used"
            fill="var(--accent-text)"
            radius={[2, 2, 0, 0]}
            maxBarSize={28}
            isAnimationActive={false}
          />
        ) : (
          <Area
            dataKey="used"
            stroke="var(--accent-text)"
            strokeWidth={1.75}
            fill="var(--accent-text)"
            fillOpacity={0.14}
            isAnimationActive={false}
            dot={points.length < 3}
          />
        )}
        <Line
          dataKey="expected"
          stroke="var(--accent-text)"
          strokeWidth={1.5}
          strokeDasharray="5 4"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        {isNear && (
          <ReferenceLine
            y={limit}
            stroke="var(--negative)"
            strokeDasharray="3 3"
            label={{ value: "Limit", position: "insideTopLeft", fill: "var(--negative)", fontSize: 11 }}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

interface PointNoteProps {
  point: ChartPoint | undefined;
  name: string;
  bucket: UsageChartProps["bucket"];
}

function PointNote({ point, name, bucket }: PointNoteProps) {
  if (!point) return null;
  const { time, used, expected, band } = point;
  return (
    <div className="tabular rounded-md border border-border bg-raised px-3 py-2 text-xs shadow-raised">
      <p className="text-muted">{bucket === "hour" ? `${formatDateTime(time)} UTC` : formatDate(time)}</p>
      {used !== null && (
        <p className="mt-1 font-medium">
          {formatCount(used)} {inSentence(name)}
        </p>
      )}
      {used === null && expected !== null && (
        <p className="mt-1">
          expected {formatCount(expected)}
          {band && ` (${formatCount(band[0])}–${formatCount(band[1])})`}
        </p>
      )}
    </div>
  );
}
