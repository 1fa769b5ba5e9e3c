import type { TradeColumns } from "../trade-columns.ts";
import type { Measured } from "./metric-names.ts";
import { deviation, mean, sum } from "./statistics.ts";

/** The metrics of closed trades. A trade wins when its profit, net of fees, is above zero. */
export function tradeMetrics(trades: TradeColumns): Measured[] {
  const profits = Array.from({ length: trades.length }, (_, index) => trades.pnl(index));
  const ratios = Array.from({ length: trades.length }, (_, index) => trades.returnRatio(index));
  const wins = profits.filter((profit) => profit > 0);
  const losses = profits.filter((profit) => profit < 0);
  const winRate = wins.length / trades.length;
  const payoff = mean(wins) / -mean(losses);
  const none = "there are no closed trades";
  return [
    ["trades", trades.length, ""],
    ["winRatePct", 100 * winRate, none],
    ["bestTradePct", 100 * extreme(ratios, Math.max), none],
    ["worstTradePct", 100 * extreme(ratios, Math.min), none],
    ["avgTradePct", 100 * mean(ratios), none],
    ["profitFactor", sum(wins) / -sum(losses), "no trade lost money"],
    ["expectancyPct", 100 * mean(ratios), none],
    [
      "sqn",
      (Math.sqrt(trades.length) * mean(profits)) / deviation(profits),
      "it needs two trades that differ",
    ],
    ["kelly", winRate - (1 - winRate) / payoff, "it needs winning and losing trades"],
  ];
}

function extreme(values: readonly number[], pick: (a: number, b: number) => number): number {
  return values.reduce((best, value) => (Number.isNaN(best) ? value : pick(best, value)), Number.NaN);
}
