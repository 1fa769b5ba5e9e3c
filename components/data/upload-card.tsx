"use client";

import { LimitBanner } from "../billing/limit-banner.tsx";
import { formatCount, formatPercent } from "../format/number.ts";
import { formatDuration } from "../format/time.ts";
import { TenantLink } from "../tenant/tenant-link.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Progress } from "../ui/progress.tsx";
import { DropZone } from "./drop-zone.tsx";
import { useUpload } from "./use-upload.ts";

const EXAMPLE = `time,open,high,low,close,volume
2025-01-01T00:00:00Z,93500,94100,93420,93980,182.4
2025-01-01T04:00:00Z,93980,94350,93700,94210,151.9`;

export function UploadCard() {
  const { state, send, stop } = useUpload();
  return (
    <Card title="Upload candles" description="Open, high, low, close by bar, from any source.">
      <div className="grid grid-cols-1 gap-4">
        {state.step === "refused" && (
          <LimitBanner error={state.error} title={`${state.fileName} was not imported`}>
            Nothing was saved.
          </LimitBanner>
        )}
        {state.step === "done" && (
          <Banner
            tone="positive"
            title={`${state.dataset.name} is ready`}
            isLive
            actions={
              <TenantLink href={`/backtests/new?dataset=${state.dataset.id}`} variant="primary" size="sm">
                Backtest it
              </TenantLink>
            }
          >
            {formatCount(state.dataset.bars)} bars of {formatDuration(state.dataset.timeframeMs)}.
          </Banner>
        )}
        {state.step === "sending" ? (
          <div className="grid gap-2 rounded-lg border border-border bg-sunken px-4 py-6">
            <div className="flex items-baseline justify-between gap-3">
              <span className="truncate font-medium">{state.fileName}</span>
              <span className="tabular text-[0.8125rem] text-muted" aria-live="polite">
                {state.share < 1 ? formatPercent(state.share * 100, 0) : "Checking every row…"}
              </span>
            </div>
            <Progress label={`Upload of ${state.fileName}`} value={state.share < 1 ? state.share : null} />
            <div>
              <Button size="sm" variant="ghost" onClick={stop}>
                Stop
              </Button>
            </div>
          </div>
        ) : (
          <DropZone accept=".csv,text/csv,text/plain" onFile={send}>
            Up to 50 MB or 500,000 bars
          </DropZone>
        )}
        <details className="text-[0.8125rem]">
          <summary className="font-medium text-accent-text">What the file must look like</summary>
          <div className="mt-2 grid gap-2 text-muted">
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
              tabIndex={0}
              className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs text-foreground"
            >
              {EXAMPLE}
            </pre>
            <p>
              The first row names the columns, in any order; other columns are ignored. Time is an ISO date or
              Unix seconds or milliseconds, in UTC, and ascends. Volume may be missing. Gaps are kept as gaps.
            </p>
          </div>
        </details>
      </div>
    </Card>
  );
}
