import type { Measured, Metrics } from "./metrics/metric-names.ts";
import type { Period } from "./period.ts";

const FEW_TRADES = 30;

/** Something a reader of the report should know. `metric` is set where the warning is about one that is null. */
export interface ReportWarning {
  readonly code:
    | "metric_undefined"
    | "gaps"
    | "few_trades"
    | "no_trades"
    | "orders_denied"
    | "worse_than_holding";
  readonly metric: string | null;
  readonly message: string;
}

function about(code: ReportWarning["code"], message: string): ReportWarning {
  return { code, metric: null, message };
}

export function findReportWarnings(
  measured: readonly Measured[],
  metrics: Metrics,
  period: Period,
  denials: number,
): ReportWarning[] {
  const warnings: ReportWarning[] = [];
  const trades = metrics.trades ?? 0;
  if (period.gaps > 0) {
    warnings.push(about("gaps", `Bars are missing in ${period.gaps} places; nothing was filled inside them`));
  }
  if (trades === 0) warnings.push(about("no_trades", "No trade was closed"));
  else if (trades < FEW_TRADES) {
    warnings.push(about("few_trades", `${trades} closed trades are too few to tell skill from luck`));
  }
  if (denials > 0)
    warnings.push(about("orders_denied", `${denials} entries were denied for want of funds or size`));
  if ((metrics.returnPct ?? 0) < (metrics.buyAndHoldPct ?? 0)) {
    warnings.push(about("worse_than_holding", "Buying and holding would have returned more"));
  }
  for (const [name, value, reason] of measured) {
    if (Number.isFinite(value)) continue;
    warnings.push({ code: "metric_undefined", metric: name, message: `${name} has no value: ${reason}` });
  }
  return warnings;
}
