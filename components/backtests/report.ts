/** What the pages read of a backtest's report; the engine's documentation defines every number. */
export interface ReportTrade {
  side: "long" | "short";
  /** Unix ms. */
  entryTime: number;
  exitTime: number;
  entryPrice: number;
  exitPrice: number;
  quantity: number;
  fees: number;
  /** In the quote currency, after fees. */
  pnl: number;
  returnPct: number;
  exitReason: string;
}

export interface OpenTrade {
  side: "long" | "short";
  entryTime: number;
  entryPrice: number;
  quantity: number;
  fees: number;
  pnl: number;
  returnPct: number;
}

export type MetricValues = Readonly<Record<string, number | null>>;

export interface ReportWarning {
  /** The metric that has no value, when the warning is about one. */
  metric: string | null;
  message: string;
}

/** Columns of equal length: Unix ms, quote, and the ratio below the highest equity so far (0 or negative). */
export interface EquityColumns {
  time: readonly number[];
  value: readonly number[];
  drawdown: readonly number[];
}

/** Points of equity to ask for: enough for a wide screen; peaks and troughs are kept. */
export const REPORT_POINTS = 1200;
