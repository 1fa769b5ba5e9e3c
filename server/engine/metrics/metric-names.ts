/** Percent = 100 × ratio; drawdowns are negative; days are of 24 hours. `docs/engine.md` holds every definition. */
export const METRIC_NAMES = [
  "startEquity",
  "finalEquity",
  "peakEquity",
  "totalFees",
  "returnPct",
  "buyAndHoldPct",
  "cagrPct",
  "annualReturnPct",
  "annualVolatilityPct",
  "sharpe",
  "sharpeGeometric",
  "sortino",
  "calmar",
  "maxDrawdownPct",
  "avgDrawdownPct",
  "maxDrawdownDays",
  "avgDrawdownDays",
  "trades",
  "winRatePct",
  "bestTradePct",
  "worstTradePct",
  "avgTradePct",
  "profitFactor",
  "expectancyPct",
  "sqn",
  "kelly",
  "exposurePct",
  "alphaPct",
  "beta",
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** `null` where a number does not exist; the report's warnings then say why. */
export type Metrics = Readonly<Record<MetricName, number | null>>;

/** A metric with the reason that stands in for it when it is not a finite number. */
export type Measured = readonly [name: MetricName, value: number, reasonIfNone: string];
