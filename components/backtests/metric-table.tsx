import { NO_VALUE, trendOf } from "../format/number.ts";
import { cx } from "../ui/class-names.ts";
import { METRIC_GROUPS } from "./metric-definitions.ts";
import type { MetricValues, ReportWarning } from "./report.ts";

const TREND = { positive: "text-positive", negative: "text-negative", flat: "" } as const;

interface MetricTableProps {
  metrics: MetricValues;
  /** Say why a metric has no value. */
  warnings: readonly ReportWarning[];
}

/** Every metric beside the convention it follows. */
export function MetricTable({ metrics, warnings }: MetricTableProps) {
  return (
    <div className="grid gap-x-10 gap-y-6 p-4 sm:p-5">
      {METRIC_GROUPS.map((group) => (
        <section key={group.title}>
          <h3 className="mb-1 text-[0.8125rem] font-semibold">{group.title}</h3>
          <dl className="divide-y divide-border border-t border-border">
            {group.metrics.map((metric) => {
              const value = metrics[metric.name] ?? null;
              const text = metric.format(value);
              const reason = warnings.find((warning) => warning.metric === metric.name)?.message;
              return (
                <div
                  key={metric.name}
                  className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 py-2 sm:grid-cols-[13rem_8rem_minmax(0,1fr)]"
                >
                  <dt className="font-medium">{metric.label}</dt>
                  <dd className={cx("tabular text-right", metric.hasTrend && TREND[trendOf(value)])}>
                    {text}
                  </dd>
                  <dd className="col-span-2 text-[0.8125rem] text-muted sm:col-span-1">
                    {text === NO_VALUE && reason ? reason : metric.convention}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </div>
  );
}
