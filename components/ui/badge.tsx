import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

export type Tone = "neutral" | "accent" | "positive" | "negative" | "warning" | "info";

const TONES: Record<Tone, string> = {
  neutral: "bg-foreground/7 text-muted",
  accent: "bg-accent-soft text-accent-text",
  positive: "bg-positive-soft text-positive",
  negative: "bg-negative-soft text-negative",
  warning: "bg-warning-soft text-warning",
  info: "bg-info-soft text-info",
};

interface BadgeProps {
  tone?: Tone;
  /** A dot before the word; `live` makes it breathe. */
  dot?: "still" | "live";
  children: ReactNode;
}

export function Badge({ tone = "neutral", dot, children }: BadgeProps) {
  return (
    <span
      className={cx(
        "inline-flex h-5.5 items-center gap-1.5 whitespace-nowrap rounded-full px-2 text-xs font-medium",
        TONES[tone],
      )}
    >
      {dot && (
        <span
          className={cx("size-1.5 rounded-full bg-current", dot === "live" && "animate-pulse-soft")}
          aria-hidden
        />
      )}
      {children}
    </span>
  );
}
