import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

export type BannerTone = "info" | "positive" | "warning" | "negative";

const LOOK = {
  info: { icon: Info, box: "bg-info-soft", ink: "text-info" },
  positive: { icon: CircleCheck, box: "bg-positive-soft", ink: "text-positive" },
  warning: { icon: TriangleAlert, box: "bg-warning-soft", ink: "text-warning" },
  negative: { icon: CircleAlert, box: "bg-negative-soft", ink: "text-negative" },
} as const;

interface BannerProps {
  tone?: BannerTone;
  title?: ReactNode;
  actions?: ReactNode;
  /** Announced when it appears; off for text that is there from the start. */
  isLive?: boolean;
  children?: ReactNode;
}

export function Banner({ tone = "info", title, actions, isLive, children }: BannerProps) {
  const { icon: Icon, box, ink } = LOOK[tone];
  return (
    <div
      role={isLive ? (tone === "negative" ? "alert" : "status") : undefined}
      className={cx("flex gap-3 rounded-lg px-4 py-3 text-sm", box)}
    >
      <Icon className={cx("mt-0.5 size-4 shrink-0", ink)} aria-hidden />
      <div className="flex min-w-0 grow flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          {children && <div className="text-[0.8125rem] leading-5">{children}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
