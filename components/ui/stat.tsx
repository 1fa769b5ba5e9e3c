import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

export type Trend = "positive" | "negative" | "flat";

interface StatProps {
  label: ReactNode;
  value: ReactNode;
  /** Second line: a comparison, a unit, a date. */
  detail?: ReactNode;
  trend?: Trend;
  /** Explains the number; a `Hint` button usually. */
  hint?: ReactNode;
}

const TREND: Record<Trend, string> = { positive: "text-positive", negative: "text-negative", flat: "" };

export function Stat({ label, value, detail, trend = "flat", hint }: StatProps) {
  return (
    <div className="min-w-0 bg-surface px-4 py-3">
      <dt className="flex items-center gap-1 text-[0.8125rem] text-muted">
        <span className="truncate">{label}</span>
        {hint}
      </dt>
      <dd
        className={cx("tabular mt-0.5 truncate text-xl leading-7 font-semibold tracking-tight", TREND[trend])}
      >
        {value}
      </dd>
      {detail && <dd className="tabular truncate text-[0.8125rem] text-muted">{detail}</dd>}
    </div>
  );
}

/** Tiles that share hairlines; two a row on a phone. */
export function StatGrid({ columns = 4, children }: { columns?: 3 | 4 | 5 | 6; children: ReactNode }) {
  const wide = { 3: "lg:grid-cols-3", 4: "lg:grid-cols-4", 5: "lg:grid-cols-5", 6: "lg:grid-cols-6" }[
    columns
  ];
  return (
    <dl className={cx("card grid grid-cols-2 gap-px overflow-hidden bg-border sm:grid-cols-3", wide)}>
      {children}
    </dl>
  );
}
