import type { Outputs } from "../trpc/outputs.ts";
import { Badge, type Tone } from "../ui/badge.tsx";

export type Bot = Outputs["bots"]["get"];

const LOOK: Record<Bot["status"], { label: string; tone: Tone; dot: "still" | "live" }> = {
  ready: { label: "Not started", tone: "neutral", dot: "still" },
  running: { label: "Running", tone: "positive", dot: "live" },
  paused: { label: "Paused", tone: "warning", dot: "still" },
  stopping: { label: "Stopping", tone: "warning", dot: "live" },
  stopped: { label: "Stopped", tone: "neutral", dot: "still" },
  halted: { label: "Halted", tone: "negative", dot: "still" },
};

const REDUCE_ONLY = { label: "Reduce-only", tone: "warning", dot: "live" } as const;

/** A paused bot that still holds a position is not still: it works towards closing it. */
export function BotStatusBadge({ bot: { status, position } }: { bot: Pick<Bot, "status" | "position"> }) {
  const { label, tone, dot } = status === "paused" && position ? REDUCE_ONLY : LOOK[status];
  return (
    <Badge tone={tone} dot={dot}>
      {label}
    </Badge>
  );
}

/** Whether prices still change what it is worth. */
export const isAlive = ({ status }: Bot): boolean => status !== "stopped" && status !== "ready";
