import type { Outputs } from "../trpc/outputs.ts";
import { Badge, type Tone } from "../ui/badge.tsx";

export type Backtest = Outputs["backtests"]["get"];
export type BacktestStatus = Backtest["status"];

const LOOK: Record<BacktestStatus, { label: string; tone: Tone; dot?: "still" | "live" }> = {
  queued: { label: "Queued", tone: "info", dot: "live" },
  running: { label: "Running", tone: "accent", dot: "live" },
  canceling: { label: "Stopping", tone: "warning", dot: "live" },
  canceled: { label: "Canceled", tone: "neutral" },
  completed: { label: "Completed", tone: "positive", dot: "still" },
  failed: { label: "Failed", tone: "negative", dot: "still" },
};

export function BacktestStatusBadge({ status }: { status: BacktestStatus }) {
  const { label, tone, dot } = LOOK[status];
  return (
    <Badge tone={tone} {...(dot ? { dot } : {})}>
      {label}
    </Badge>
  );
}

export const isUnfinished = (status: BacktestStatus): boolean =>
  status === "queued" || status === "running" || status === "canceling";
