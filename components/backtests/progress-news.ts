import type { Backtest, BacktestStatus } from "./status-badge.tsx";

export interface ProgressNews {
  status: BacktestStatus;
  /** 0 to 1. */
  progress?: number | undefined;
  failure?: string | undefined;
}

const STATUSES: Record<BacktestStatus, true> = {
  queued: true,
  running: true,
  canceling: true,
  canceled: true,
  completed: true,
  failed: true,
};

const isStatus = (value: unknown): value is BacktestStatus => typeof value === "string" && value in STATUSES;

/** Reads the data of `backtest` news; null when it carries none. */
export function readProgressNews(data: unknown): ProgressNews | null {
  if (typeof data !== "object" || data === null) return null;
  const status = Reflect.get(data, "status");
  if (!isStatus(status)) return null;
  const progress = Reflect.get(data, "progress");
  const failure = Reflect.get(data, "failure");
  return {
    status,
    ...(typeof progress === "number" ? { progress } : {}),
    ...(typeof failure === "string" ? { failure } : {}),
  };
}

/** The backtest after the news. Late progress never moves a bar back. */
export function applyProgress(backtest: Backtest, { status, progress, failure }: ProgressNews): Backtest {
  return {
    ...backtest,
    status: backtest.status === "canceling" && status === "running" ? "canceling" : status,
    progress: Math.max(backtest.progress, progress ?? 0),
    failure: failure ?? backtest.failure,
  };
}
