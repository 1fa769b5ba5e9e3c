import { DAY_MS } from "./calendar.ts";
import type { Drawdowns } from "./drawdown.ts";
import type { Measured } from "./metric-names.ts";
import { covariance, deviation, geometricMean, mean, variance } from "./statistics.ts";

const DAYS_A_YEAR = 365.25;
const SHORTEST_FOR_CAGR_DAYS = 30;

export interface EquityFacts {
  readonly startEquity: number;
  readonly finalEquity: number;
  readonly totalFees: number;
  readonly firstClose: number;
  readonly lastClose: number;
  readonly from: number;
  readonly to: number;
  readonly drawdowns: Drawdowns;
  readonly returns: readonly number[];
  readonly marketReturns: readonly number[];
  /** Trading days a year: 365, or 252 for markets that close at week-ends. */
  readonly tradingDays: number;
  readonly exposedBars: number;
  readonly bars: number;
}

/** The metrics that follow from equity and prices. The risk-free rate is 0. */
export function equityMetrics(facts: EquityFacts): Measured[] {
  const { startEquity, finalEquity, drawdowns } = facts;
  const cagr = compoundGrowth(facts);
  const returnRatio = finalEquity / startEquity - 1;
  const held = facts.lastClose / facts.firstClose - 1;
  const beta = covariance(facts.returns, facts.marketReturns) / variance(facts.marketReturns);
  const noDrawdown = "equity was never below its peak";
  const noBeta = "the market's daily returns do not vary";
  return [
    ["startEquity", startEquity, ""],
    ["finalEquity", finalEquity, ""],
    ["peakEquity", drawdowns.peak, ""],
    ["totalFees", facts.totalFees, ""],
    ["returnPct", 100 * returnRatio, ""],
    ["buyAndHoldPct", 100 * held, ""],
    ["cagrPct", 100 * cagr, "the period is shorter than 30 days"],
    ...returnMetrics(facts),
    ["calmar", cagr / -drawdowns.deepest, "it needs a period of 30 days and a drawdown"],
    ["maxDrawdownPct", 100 * drawdowns.deepest, ""],
    ["avgDrawdownPct", 100 * drawdowns.meanDepth, noDrawdown],
    ["maxDrawdownDays", drawdowns.longestDays, ""],
    ["avgDrawdownDays", drawdowns.meanDays, noDrawdown],
    ["exposurePct", (100 * facts.exposedBars) / facts.bars, ""],
    ["alphaPct", 100 * (returnRatio - beta * held), noBeta],
    ["beta", beta, noBeta],
  ];
}

function compoundGrowth({ from, to, startEquity, finalEquity }: EquityFacts): number {
  const days = (to - from) / DAY_MS;
  if (days < SHORTEST_FOR_CAGR_DAYS) return Number.NaN;
  return (finalEquity / startEquity) ** (DAYS_A_YEAR / days) - 1;
}

function returnMetrics({ returns, tradingDays }: EquityFacts): Measured[] {
  const growth = geometricMean(returns);
  const spread = variance(returns);
  const annualReturn = (1 + growth) ** tradingDays - 1;
  const annualVolatility = Math.sqrt(
    (spread + (1 + growth) ** 2) ** tradingDays - (1 + growth) ** (2 * tradingDays),
  );
  const downside = Math.sqrt(mean(returns.map((value) => Math.min(value, 0) ** 2)));
  const annual = Math.sqrt(tradingDays);
  const noSpread = "daily returns do not vary, or there are fewer than two";
  return [
    ["annualReturnPct", 100 * annualReturn, "daily returns compound beyond any number"],
    ["annualVolatilityPct", 100 * annualVolatility, "there are fewer than two daily returns"],
    ["sharpe", (mean(returns) / deviation(returns)) * annual, noSpread],
    ["sharpeGeometric", annualReturn / annualVolatility, noSpread],
    ["sortino", (mean(returns) / downside) * annual, "no daily return was negative"],
  ];
}
