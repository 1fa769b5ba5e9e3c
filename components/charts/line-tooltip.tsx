import { formatDateTime } from "../format/time.ts";
import type { LinePoint } from "./line-series.ts";

interface LineTooltipProps {
  point: LinePoint | undefined;
  name: string;
  benchmarkName?: string | undefined;
  format: (value: number) => string;
}

export function LineTooltip({ point, name, benchmarkName, format }: LineTooltipProps) {
  if (!point) return null;
  return (
    <div className="tabular rounded-md border border-border bg-raised px-3 py-2 text-xs shadow-raised">
      <p className="text-muted">{formatDateTime(point.time)} UTC</p>
      <dl className="mt-1 grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
        <dt>{name}</dt>
        <dd className="text-right font-medium">{format(point.value)}</dd>
        {benchmarkName && point.benchmark !== null && (
          <>
            <dt className="text-muted">{benchmarkName}</dt>
            <dd className="text-right">{format(point.benchmark)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
