import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

const HEIGHTS = {
  line: "h-4",
  title: "h-7",
  control: "h-9",
  tile: "h-24",
  card: "h-44",
  chart: "h-72",
} as const;
const WIDTHS = { full: "w-full", wide: "w-3/4", half: "w-1/2", short: "w-24" } as const;

interface SkeletonProps {
  height?: keyof typeof HEIGHTS;
  width?: keyof typeof WIDTHS;
}

export function Skeleton({ height = "line", width = "full" }: SkeletonProps) {
  return (
    <span
      aria-hidden
      className={cx("block animate-pulse-soft rounded-md bg-foreground/8", HEIGHTS[height], WIDTHS[width])}
    />
  );
}

/** Wraps skeletons so that a screen reader hears one sentence instead of nothing. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}
