import { CandlestickChart, CreditCard, FlaskConical, LayoutDashboard, Palette, Workflow } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "../ui/badge.tsx";
import { cx } from "../ui/class-names.ts";
import { PreviewChart } from "./preview-chart.tsx";

const NAVIGATION = [
  { label: "Overview", icon: LayoutDashboard },
  { label: "Markets", icon: CandlestickChart },
  { label: "Backtests", icon: FlaskConical, isActive: true },
  { label: "Bots", icon: Workflow },
  { label: "Billing", icon: CreditCard },
  { label: "Branding", icon: Palette },
] as const;

const METRICS = [
  { label: "Return", value: "+38.4%", isGood: true },
  { label: "Sharpe", value: "1.27" },
  { label: "Max drawdown", value: "−14.9%" },
  { label: "Win rate", value: "43.8%" },
] as const;

const BOTS = [
  { name: "BTC trend", market: "BTC-USD · 4h", result: "+2.31%" },
  { name: "ETH trend", market: "ETH-USD · 1h", result: "+0.84%" },
] as const;

export function PreviewDashboard({ name }: { name: ReactNode }) {
  return (
    <div className="grid text-left text-[0.8125rem] sm:grid-cols-[11rem_minmax(0,1fr)]">
      <div className="hidden flex-col gap-4 border-r border-border bg-surface p-3 sm:flex">
        <span className="flex items-center gap-2 px-1.5 font-semibold">
          <span className="size-6 rounded-md bg-accent" />
          <span>{name}</span>
        </span>
        <div className="grid gap-0.5">
          {NAVIGATION.map(({ label, icon: Icon, ...item }) => (
            <span
              key={label}
              className={cx(
                "flex items-center gap-2 rounded-md px-2 py-1.5 font-medium",
                "isActive" in item ? "bg-accent-soft text-accent-text" : "text-muted",
              )}
            >
              <Icon className="size-3.5" aria-hidden />
              {label}
            </span>
          ))}
        </div>
      </div>
      <div className="grid content-start gap-3 p-4 sm:p-5">
        <div className="flex items-center justify-between gap-3">
          <span className="text-base font-semibold">SMA cross 20 / 50</span>
          <span className="rounded-md bg-accent px-3 py-1.5 font-medium text-accent-foreground">
            Start paper bot
          </span>
        </div>
        <div className="card grid grid-cols-2 gap-px overflow-hidden bg-border md:grid-cols-4">
          {METRICS.map((metric) => (
            <span key={metric.label} className="bg-surface px-3 py-2">
              <span className="block text-xs text-muted">{metric.label}</span>
              <span className={cx("tabular text-base font-semibold", "isGood" in metric && "text-positive")}>
                {metric.value}
              </span>
            </span>
          ))}
        </div>
        <div className="grid gap-3 lg:grid-cols-[minmax(0,1fr)_15rem]">
          <div className="card p-3">
            <span className="text-xs font-medium text-muted">Equity against buy &amp; hold</span>
            <PreviewChart />
          </div>
          <div className="card hidden content-start overflow-hidden lg:grid">
            <span className="border-b border-border px-3 py-2 text-xs font-medium text-muted">
              Paper bots
            </span>
            {BOTS.map((bot) => (
              <span
                key={bot.name}
                className="flex items-center justify-between gap-2 border-b border-border px-3 py-2.5 last:border-b-0"
              >
                <span>
                  <span className="block font-medium">{bot.name}</span>
                  <span className="text-xs text-muted">{bot.market}</span>
                </span>
                <span className="grid justify-items-end gap-1">
                  <Badge tone="positive" dot="still">
                    Running
                  </Badge>
                  <span className="tabular text-xs text-positive">{bot.result}</span>
                </span>
              </span>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
