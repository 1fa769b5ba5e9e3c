import { trendOf } from "../format/number.ts";
import { Hint } from "../ui/hint.tsx";
import { Stat, StatGrid } from "../ui/stat.tsx";
import { findMetric, HEADLINE_METRICS } from "./metric-definitions.ts";
import type { MetricValues } from "./report.ts";

export function MetricTiles({ metrics }: { metrics: MetricValues }) {
  return (
    <StatGrid columns={6}>
      {HEADLINE_METRICS.map((name) => {
        const metric = findMetric(name);
        if (!metric) return null;
        const value = metrics[name] ?? null;
        return (
          <Stat
            key={name}
            label={metric.label}
            value={metric.format(value)}
            trend={metric.hasTrend ? trendOf(value) : "flat"}
            hint={<Hint label={metric.label}>{metric.convention}</Hint>}
          />
        );
      })}
    </StatGrid>
  );
}
