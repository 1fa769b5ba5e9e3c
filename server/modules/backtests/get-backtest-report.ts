import { gunzipSync } from "node:zlib";
import { notFound } from "#server/kernel/errors.ts";
import { query } from "#server/kernel/verb.ts";
import { BacktestReport, BacktestReportInput } from "./schema.ts";
import { findReport } from "./store.ts";
import { thinEquity } from "./thin-equity.ts";

export const getBacktestReport = query({
  verb: "backtest.report",
  permission: "backtest:read",
  input: BacktestReportInput,
  output: BacktestReport,
  async run({ ctx, input }) {
    const bytes = await findReport(ctx.db, input.backtestId);
    if (!bytes) throw notFound("This report");
    const report: BacktestReport = JSON.parse(gunzipSync(bytes).toString());
    return input.maxPoints ? { ...report, equity: thinEquity(report.equity, input.maxPoints) } : report;
  },
});
