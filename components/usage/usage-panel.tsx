"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatDateTime } from "../format/time.ts";
import { useMay } from "../tenant/tenant-context.tsx";
import { TenantLink } from "../tenant/tenant-link.tsx";
import type { Outputs } from "../trpc/outputs.ts";
import { useTRPC } from "../trpc/trpc-context.ts";
import { Banner } from "../ui/banner.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { MeterCard } from "./meter-card.tsx";
import { UsageSettingsCard } from "./usage-settings-card.tsx";

const BUCKETS = [
  { value: "day", label: "By day" },
  { value: "hour", label: "By hour" },
] as const;
const RECENT_MS = 86_400_000;

interface UsagePanelProps {
  initialLimits: Outputs["usage"]["limits"];
  initialAlerts: Outputs["usage"]["alerts"];
  initialSettings: Outputs["usage"]["settings"];
  now: number;
}

export function UsagePanel({ initialLimits, initialAlerts, initialSettings, now }: UsagePanelProps) {
  const trpc = useTRPC();
  const canEdit = useMay("billing:write");
  const [bucket, setBucket] = useState<"day" | "hour">("day");
  const { data: limits } = useQuery({ ...trpc.usage.limits.queryOptions({}), initialData: initialLimits });
  const { data: alerts } = useQuery({ ...trpc.usage.alerts.queryOptions({}), initialData: initialAlerts });
  const { data: settings } = useQuery({
    ...trpc.usage.settings.queryOptions({}),
    initialData: initialSettings,
  });
  const full = alerts.filter(({ at, threshold }) => threshold >= 90 && now - Date.parse(at) < RECENT_MS);
  // What is used up as it goes first, then what there is.
  const ordered = limits.toSorted((a, b) => Number(a.window === "none") - Number(b.window === "none"));
  const meters = [...new Set(ordered.map(({ meter }) => meter))];
  return (
    <div className="grid grid-cols-1 gap-5">
      {full.length > 0 && (
        <Banner
          tone="warning"
          title="Close to a limit"
          actions={
            <TenantLink href="/settings/billing#plans" variant="secondary" size="sm">
              See plans
            </TenantLink>
          }
        >
          <ul>
            {full.slice(0, 3).map(({ meter, label, threshold, at }) => (
              <li key={`${meter} ${threshold} ${at}`}>
                {label}: {threshold}% on {formatDateTime(at)} UTC
              </li>
            ))}
          </ul>
        </Banner>
      )}
      <div className="flex justify-end">
        <SegmentedControl
          label="Time on the charts"
          name="bucket"
          segments={BUCKETS}
          value={bucket}
          onChange={setBucket}
        />
      </div>
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        {meters.map((meter) => {
          const own = limits.filter((limit) => limit.meter === meter);
          const label = own[0]?.label ?? meter;
          return <MeterCard key={meter} meter={meter} label={label} limits={own} bucket={bucket} now={now} />;
        })}
      </div>
      <UsageSettingsCard key={savedText(settings)} settings={settings} canEdit={canEdit} />
    </div>
  );
}

/** Starts the form anew when other settings were saved, and not when something was used meanwhile. */
const savedText = ({
  thresholds,
  isMailed,
  isOverageOn,
  spendCapMinor,
}: UsagePanelProps["initialSettings"]) => JSON.stringify([thresholds, isMailed, isOverageOn, spendCapMinor]);
