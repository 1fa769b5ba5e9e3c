import type { Tone } from "./badge.tsx";
import { cx } from "./class-names.ts";

const FILL: Record<Tone, string> = {
  neutral: "fill-muted",
  accent: "fill-accent-text",
  positive: "fill-positive",
  negative: "fill-negative",
  warning: "fill-warning",
  info: "fill-info",
};

interface ProgressProps {
  label: string;
  /** 0 to 1; `null` while the length is unknown. */
  value: number | null;
  tone?: Tone;
  /** Read out instead of the percentage, e.g. `3 of 5 bots`. */
  valueText?: string;
}

/** Drawn in SVG: a strict content policy blocks inline widths in server HTML. */
export function Progress({ label, value, tone = "accent", valueText }: ProgressProps) {
  const share = value === null ? null : Math.min(1, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      aria-valuetext={valueText}
      className="h-1.5 overflow-hidden rounded-full bg-foreground/10"
    >
      <svg width="100%" height="100%" className="block" aria-hidden>
        <rect
          width={share === null ? "40%" : `${share * 100}%`}
          height="100%"
          rx="3"
          className={cx(
            FILL[tone],
            "transition-[width] duration-300",
            share === null && "animate-pulse-soft",
          )}
        />
      </svg>
    </div>
  );
}
