import type { ReactNode } from "react";
import { cx } from "../ui/class-names.ts";

/** Heights are fixed before the chart arrives, so that nothing moves when it does. */
const HEIGHTS = { short: "h-36", medium: "h-64 sm:h-72", tall: "h-80 sm:h-[26rem]" } as const;

interface ChartFrameProps {
  height: keyof typeof HEIGHTS;
  /** The chart in words. */
  summary: string;
  children: ReactNode;
}

export function ChartFrame({ height, summary, children }: ChartFrameProps) {
  return (
    <figure className="min-w-0">
      <div className={cx("relative", HEIGHTS[height])}>{children}</div>
      <figcaption className="sr-only">{summary}</figcaption>
    </figure>
  );
}

export function ChartSkeleton() {
  return (
    <div aria-hidden className="absolute inset-0 animate-pulse-soft">
      <svg width="100%" height="100%" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
        <path
          d="M0 32 L12 28 L22 30 L34 20 L45 24 L58 14 L70 18 L84 9 L100 12 V40 H0 Z"
          className="fill-foreground/6"
        />
      </svg>
    </div>
  );
}
