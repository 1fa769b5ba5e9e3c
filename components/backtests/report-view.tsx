"use client";

import { useMemo } from "react";
import { ChartLegend } from "../charts/chart-legend.tsx";
import { DrawdownChart } from "../charts/drawdown-chart.tsx";
import { EquityChart } from "../charts/equity-chart.tsx";
import { holdingColumn } from "../charts/holding-column.ts";
import { formatCount } from "../format/number.ts";
import { formatDateTime } from "../format/time.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { Banner } from "../ui/banner.tsx";
import { Card } from "../ui/card.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { MetricTable } from "./metric-table.tsx";
import { MetricTiles } from "./metric-tiles.tsx";
import { ReportCandles, useReportCandles } from "./report-candles.tsx";
import { TradesTable } from "./trades-table.tsx";

const LINES = [
  { name: "Equity", look: "solid" },
  { name: "Buy & hold", look: "dashed" },
] as const;

interface ReportViewProps {
  backtestId: string;
  sourceLabel: string;
  report: Outputs["backtests"]["report"];
}

export function ReportView({ backtestId, sourceLabel, report }: ReportViewProps) {
  const { equity, metrics, trades, openTrades, period } = report;
  const drawdown = useMemo(
    () => ({ time: equity.time, value: equity.drawdown.map((ratio) => ratio * 100) }),
    [equity],
  );
  const startEquity = metrics.startEquity ?? 0;
  const { data: candles } = useReportCandles(backtestId);
  const held = useMemo(
    () => candles && holdingColumn(equity.time, candles, startEquity),
    [candles, equity, startEquity],
  );
  const notes = report.warnings.filter((warning) => warning.metric === null);
  const fills = report.settings.fillPolicy === "same_close" ? "at the deciding close" : "at the next open";
  return (
    <div className="grid grid-cols-1 gap-5">
      <MetricTiles metrics={metrics} />
      {notes.length > 0 && (
        <Banner tone="warning" title="Read this result with care">
          <ul className="list-inside list-disc">
            {notes.map((note) => (
              <li key={note.message}>{note.message}.</li>
            ))}
          </ul>
        </Banner>
      )}
      <Card
        title="Equity and drawdown"
        description={`${formatDateTime(period.from)} to ${formatDateTime(period.to)} UTC, ${formatCount(period.bars)} bars, filled ${fills}`}
        isFlush
        actions={<ChartLegend lines={LINES} />}
      >
        <div className="px-2 pb-3 sm:px-3">
          <EquityChart
            equity={equity}
            startEquity={startEquity}
            currency=""
            group={backtestId}
            {...(held ? { buyAndHold: held } : {})}
          />
          <DrawdownChart drawdown={drawdown} group={backtestId} />
        </div>
      </Card>
      <Card isFlush>
        <Tabs
          label="Details of the result"
          tabs={[
            {
              value: "price",
              label: "Price and trades",
              content: (
                <div className="px-2 py-3 sm:px-3">
                  <ReportCandles
                    backtestId={backtestId}
                    market={sourceLabel}
                    trades={trades}
                    openTrades={openTrades}
                  />
                </div>
              ),
            },
            {
              value: "trades",
              label: `Trades (${formatCount(trades.length)})`,
              content: <TradesTable trades={trades} />,
            },
            {
              value: "metrics",
              label: "All metrics",
              content: <MetricTable metrics={metrics} warnings={report.warnings} />,
            },
          ]}
        />
      </Card>
      <p className="text-xs text-muted">
        Same input gives the same result, to the last bit. Fingerprint of the trades:{" "}
        <span className="font-mono break-all">{report.tradesHash}</span>
      </p>
    </div>
  );
}
