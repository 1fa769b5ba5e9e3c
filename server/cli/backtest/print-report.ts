import type { MetricName, Report } from "#server/engine/index.ts";

const LABELS: Readonly<Record<MetricName, string>> = {
  startEquity: "Start equity",
  finalEquity: "Final equity",
  peakEquity: "Peak equity",
  totalFees: "Fees paid",
  returnPct: "Return [%]",
  buyAndHoldPct: "Buy & hold return [%]",
  cagrPct: "CAGR [%]",
  annualReturnPct: "Return (ann.) [%]",
  annualVolatilityPct: "Volatility (ann.) [%]",
  sharpe: "Sharpe ratio",
  sharpeGeometric: "Sharpe ratio (geometric)",
  sortino: "Sortino ratio",
  calmar: "Calmar ratio",
  maxDrawdownPct: "Max. drawdown [%]",
  avgDrawdownPct: "Avg. drawdown [%]",
  maxDrawdownDays: "Longest drawdown [days]",
  avgDrawdownDays: "Avg. drawdown [days]",
  trades: "Closed trades",
  winRatePct: "Win rate [%]",
  bestTradePct: "Best trade [%]",
  worstTradePct: "Worst trade [%]",
  avgTradePct: "Avg. trade [%]",
  profitFactor: "Profit factor",
  expectancyPct: "Expectancy [%]",
  sqn: "SQN",
  kelly: "Kelly criterion",
  exposurePct: "Exposure [%]",
  alphaPct: "Alpha [%]",
  beta: "Beta",
};
const LABEL_WIDTH = 28;
const VALUE_WIDTH = 16;

function line(label: string, value: string): string {
  return `${label.padEnd(LABEL_WIDTH)}${value.padStart(VALUE_WIDTH)}\n`;
}

function isoTime(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

/** The report as a table for a terminal. */
export function reportTable(report: Report): string {
  const { metrics, period, settings } = report;
  const params = Object.entries(report.params).map(([name, value]) => `${name} ${value}`);
  const rows: MetricName[] = Object.keys(LABELS).filter(isMetricName);
  return [
    `${report.strategy} (${params.join(", ")})\n`,
    `${isoTime(period.from)} to ${isoTime(period.to)} UTC, ${period.bars} bars, ${period.gaps} gaps\n`,
    `Fills at ${settings.fillPolicy}, fee ${settings.takerFee}, slippage ${settings.slippageBps} bps, `,
    `${settings.tradingDaysPerYear} trading days a year\n\n`,
    ...rows.map((name) => line(LABELS[name], formatMetric(metrics[name]))),
    line("Open trades", String(report.openTrades.length)),
    report.warnings.length > 0 ? "\n" : "",
    ...report.warnings.map((warning) => `! ${warning.message}\n`),
  ].join("");
}

function isMetricName(name: string): name is MetricName {
  return name in LABELS;
}

function formatMetric(value: number | null): string {
  if (value === null) return "–";
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 4 : 2);
}

const TRADE_COLUMNS = [
  "side",
  "entryTime",
  "exitTime",
  "entryBar",
  "exitBar",
  "entryPrice",
  "exitPrice",
  "quantity",
  "fees",
  "pnl",
  "returnPct",
  "exitReason",
  "tag",
] as const;

/** Closed trades; times as ISO 8601. */
export function tradesCsv({ trades }: Report): string {
  const rows = trades.map((trade) => {
    const times = {
      entryTime: new Date(trade.entryTime).toISOString(),
      exitTime: new Date(trade.exitTime).toISOString(),
    };
    const cells = { ...trade, ...times };
    return TRADE_COLUMNS.map((name) => cells[name] ?? "").join(",");
  });
  return `${[TRADE_COLUMNS.join(","), ...rows].join("\n")}\n`;
}

/** Equity and drawdown (ratio) of every bar; times as ISO 8601. */
export function equityCsv({ equity }: Report): string {
  const rows = equity.time.map((time, index) => {
    return `${new Date(time).toISOString()},${equity.value[index]},${equity.drawdown[index]}`;
  });
  return `${["time,equity,drawdown", ...rows].join("\n")}\n`;
}
