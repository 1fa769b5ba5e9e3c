"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn, Download } from "lucide-react";
import dynamic from "next/dynamic";
import { ChartFrame, ChartSkeleton } from "../charts/chart-frame.tsx";
import { formatCount } from "../format/number.ts";
import { formatDate } from "../format/time.ts";
import { useTenantPath } from "../tenant/tenant-context.tsx";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { apiErrorOf } from "../trpc/api-error.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Badge } from "../ui/badge.tsx";
import { Banner } from "../ui/banner.tsx";
import { buttonStyle } from "../ui/button-style.ts";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Progress } from "../ui/progress.tsx";
import { chartData } from "./chart-points.ts";
import { inSentence, isNear, type LimitState, limitText, resetText, shareOf, toneOf } from "./limit-text.ts";
import { OutlookText } from "./outlook-text.tsx";

const UsageChart = dynamic(() => import("./usage-chart.tsx"), { ssr: false, loading: ChartSkeleton });

interface MeterCardProps {
  meter: string;
  label: string;
  limits: readonly LimitState[];
  bucket: "hour" | "day";
  /** The server's time when the page was made. */
  now: number;
}

/** One meter: what is used of each limit, how it went, how it will go, and all of it to take away. */
export function MeterCard({ meter, label, limits, bucket, now }: MeterCardProps) {
  const trpc = useTRPC();
  const path = useTenantPath();
  const history = useQuery({
    ...trpc.usage.history.queryOptions({ meter, bucket }),
    placeholderData: (previous) => previous,
  });
  const outlook = useQuery(trpc.usage.outlook.queryOptions({ meter }));
  const isEmpty = history.data?.points.every(({ used }) => used === 0) ?? false;
  return (
    <Card
      title={label}
      level={2}
      actions={
        <a
          href={path(`/api/usage/export?meter=${meter}&bucket=${bucket}`)}
          download
          aria-label={`${label} as CSV`}
          className={buttonStyle({ variant: "secondary", size: "sm" })}
        >
          <Download aria-hidden />
          CSV
        </a>
      }
    >
      <div className="grid grid-cols-1 gap-4">
        {limits.map((limit) => (
          <LimitLine key={limit.window} limit={limit} now={now} />
        ))}
        {history.error ? (
          <Banner tone="negative" isLive>
            {apiErrorOf(history.error).message}
          </Banner>
        ) : isEmpty ? (
          <EmptyState icon={ChartColumn} title={`No ${inSentence(label)} yet`}>
            What is used from now on is drawn here, hour by hour.
          </EmptyState>
        ) : (
          <ChartFrame height="medium" summary={summaryOf(label, history.data?.points ?? [])}>
            {history.data ? (
              <UsageChart
                data={chartData(history.data, outlook.data, now)}
                name={label}
                bucket={history.data.bucket}
              />
            ) : (
              <ChartSkeleton />
            )}
          </ChartFrame>
        )}
        {outlook.data && <OutlookText outlook={outlook.data} label={label} />}
      </div>
    </Card>
  );
}

function LimitLine({ limit: state, now }: { limit: LimitState; now: number }) {
  const { label, resetsAt, liftedBy, liftedByAddOn, overage } = state;
  const share = shareOf(state);
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="tabular font-medium">{limitText(state)}</span>
        <span className="text-[0.8125rem] text-muted">{resetsAt && resetText(resetsAt, now)}</span>
      </div>
      {share !== null && (
        <Progress label={label} value={share} valueText={limitText(state)} tone={toneOf(share)} />
      )}
      {isNear(share) && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[0.8125rem] text-muted">
          {overage === "on" && <Badge tone="info">Goes on beyond the limit, at a price</Badge>}
          {liftedBy && (
            <span>
              <TenantLink href="/settings/billing#plans">{liftedBy.name}</TenantLink> allows more.
            </span>
          )}
          {liftedByAddOn && (
            <span>
              <TenantLink href="/settings/billing#add-ons">{liftedByAddOn.name}</TenantLink> adds some.
            </span>
          )}
        </p>
      )}
    </div>
  );
}

function summaryOf(label: string, points: readonly { at: string; used: number }[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return `${label}: no data.`;
  const most = points.reduce((top, point) => (point.used > top.used ? point : top), first);
  return `${label} from ${formatDate(first.at)} to ${formatDate(last.at)}; most on ${formatDate(most.at)}: ${formatCount(most.used)}.`;
}
