import { formatCount, formatNumber, formatPercent, formatSignedPercent } from "../format/number.ts";

export interface MetricDefinition {
  /** Name in the report. */
  name: string;
  label: string;
  format: (value: number | null) => string;
  /** Colour by sign: gains green, losses red. */
  hasTrend?: boolean;
  /** How it is computed, in one sentence. */
  convention: string;
}

const money = (value: number | null) => formatNumber(value);
const ratio = (value: number | null) => formatNumber(value);
const count = (value: number | null) => (value === null ? formatNumber(null) : formatCount(value));
const days = (value: number | null) => (value === null ? formatNumber(null) : `${formatNumber(value, 1)} d`);

const DAILY = "daily UTC returns (last equity of each day)";

export const METRIC_GROUPS: readonly { title: string; metrics: readonly MetricDefinition[] }[] = [
  {
    title: "Return",
    metrics: [
      {
        name: "returnPct",
        label: "Return",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "Final equity over start balance, minus one. Open trades count at the last close.",
      },
      {
        name: "buyAndHoldPct",
        label: "Buy & hold",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "Last close over first close, minus one, without fees.",
      },
      {
        name: "cagrPct",
        label: "CAGR",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "(final / start)^(365.25 / days) − 1; not given under 30 days.",
      },
      {
        name: "annualReturnPct",
        label: "Annualised return",
        format: formatSignedPercent,
        hasTrend: true,
        convention: `(1 + geometric mean of ${DAILY})^A − 1; A = 365 when the market trades at weekends, else 252.`,
      },
      {
        name: "alphaPct",
        label: "Alpha",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "Return not explained by holding the market: return − beta × buy & hold.",
      },
      {
        name: "beta",
        label: "Beta",
        format: ratio,
        convention: "Covariance with the market over its variance, daily returns.",
      },
      { name: "startEquity", label: "Start balance", format: money, convention: "Cash at the first bar." },
      {
        name: "finalEquity",
        label: "Final equity",
        format: money,
        convention: "Cash plus position at the last close.",
      },
      {
        name: "peakEquity",
        label: "Peak equity",
        format: money,
        convention: "Highest equity at the close of a bar.",
      },
      {
        name: "totalFees",
        label: "Fees paid",
        format: money,
        convention: "On entries and exits, in the quote currency.",
      },
    ],
  },
  {
    title: "Risk",
    metrics: [
      {
        name: "maxDrawdownPct",
        label: "Max drawdown",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "Deepest fall of bar equity below its peak so far; the start balance is the first peak.",
      },
      {
        name: "avgDrawdownPct",
        label: "Average drawdown",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "Mean depth of all drawdowns.",
      },
      {
        name: "maxDrawdownDays",
        label: "Longest drawdown",
        format: days,
        convention: "From a peak until it is reached again, in days of 24 hours.",
      },
      {
        name: "avgDrawdownDays",
        label: "Average drawdown length",
        format: days,
        convention: "Mean length of all drawdowns.",
      },
      {
        name: "annualVolatilityPct",
        label: "Annualised volatility",
        format: formatPercent,
        convention: `Of ${DAILY}, compounded to a year.`,
      },
      {
        name: "sharpe",
        label: "Sharpe",
        format: ratio,
        convention: `Mean over standard deviation (n − 1) of ${DAILY}, times √A; risk-free rate 0.`,
      },
      {
        name: "sharpeGeometric",
        label: "Sharpe, geometric",
        format: ratio,
        convention: "Annualised return over annualised volatility.",
      },
      {
        name: "sortino",
        label: "Sortino",
        format: ratio,
        convention: `Mean over the root mean square of the losing ${DAILY}, times √A.`,
      },
      { name: "calmar", label: "Calmar", format: ratio, convention: "CAGR over max drawdown." },
      {
        name: "exposurePct",
        label: "Exposure",
        format: formatPercent,
        convention: "Bars with a position over all bars.",
      },
    ],
  },
  {
    title: "Trades",
    metrics: [
      {
        name: "trades",
        label: "Closed trades",
        format: count,
        convention: "Trades that ended within the data.",
      },
      {
        name: "winRatePct",
        label: "Win rate",
        format: formatPercent,
        convention: "Trades with a profit after fees over all closed trades.",
      },
      {
        name: "profitFactor",
        label: "Profit factor",
        format: ratio,
        convention: "Sum of profits over sum of losses, in money after fees.",
      },
      {
        name: "expectancyPct",
        label: "Expectancy",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "Mean return of a trade.",
      },
      {
        name: "avgTradePct",
        label: "Average trade",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "Mean return of a trade on what it spent, after fees.",
      },
      {
        name: "bestTradePct",
        label: "Best trade",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "Highest return of a trade, after fees.",
      },
      {
        name: "worstTradePct",
        label: "Worst trade",
        format: formatSignedPercent,
        hasTrend: true,
        convention: "Lowest return of a trade, after fees.",
      },
      {
        name: "sqn",
        label: "SQN",
        format: ratio,
        convention: "√n × mean over standard deviation (n − 1) of trade profits.",
      },
      {
        name: "kelly",
        label: "Kelly fraction",
        format: ratio,
        convention: "Win rate minus loss rate over the payoff ratio.",
      },
    ],
  },
];

/** The tiles at the top of a report, most telling first. */
export const HEADLINE_METRICS = [
  "returnPct",
  "buyAndHoldPct",
  "maxDrawdownPct",
  "sharpe",
  "winRatePct",
  "trades",
] as const;

const BY_NAME = new Map(
  METRIC_GROUPS.flatMap((group) => group.metrics).map((metric) => [metric.name, metric]),
);

export const findMetric = (name: string): MetricDefinition | undefined => BY_NAME.get(name);
