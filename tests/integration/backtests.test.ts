import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  buildReport,
  candlesFromRows,
  runBacktest,
  STRATEGIES,
  validateCandles,
} from "#server/engine/index.ts";
import type { TenantEvent } from "#server/kernel/background.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { tenantOutbox } from "#server/modules/audit/index.ts";
import {
  backtestRunner,
  cancelBacktest,
  getBacktest,
  getBacktestCandles,
  getBacktestReport,
  startBacktest,
} from "#server/modules/backtests/index.ts";
import { importCandles, listDatasets } from "#server/modules/market-data/index.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";

let harness: Harness;
let acme: MintedTenant;
let ctx: Ctx;
beforeAll(async () => {
  harness = await openHarness();
  acme = await harness.mintTenant();
  ctx = acme.ctx();
});
afterAll(() => harness.close());

const HOUR = 3_600_000;
const ROWS = Array.from({ length: 800 }, (_, n) => {
  const open = 100 + 20 * Math.sin(n / 15) + n / 40;
  const close = 100 + 20 * Math.sin((n + 1) / 15) + (n + 1) / 40;
  return {
    time: Date.UTC(2025, 0, 1) + n * HOUR,
    open,
    high: Math.max(open, close) + 1,
    low: Math.min(open, close) - 1,
    close,
    volume: 1 + (n % 7),
  };
});
const CSV = ["time,open,high,low,close,volume", ...ROWS.map((row) => Object.values(row).join(","))].join(
  "\n",
);

const upload = (name: string, text: string | Uint8Array) =>
  importCandles.call(ctx, { name, csv: new Blob([text as BlobPart]).stream() });

async function request(requestId: string, change: object = {}) {
  const [dataset] = await listDatasets.call(ctx, {});
  return startBacktest.call(ctx, {
    requestId,
    source: { type: "dataset", datasetId: dataset?.id ?? "" },
    strategy: "sma-cross",
    params: { fast: 5, slow: 20 },
    settings: { cash: 5_000, takerFee: 0.002 },
    ...change,
  });
}

async function eventOf(backtestId: string): Promise<TenantEvent> {
  const events = await tenantOutbox.pending(harness.ports.systemDb.client);
  const event = events.find((each) => each.backtestId === backtestId);
  if (!event) throw new Error("no event was emitted");
  return event;
}

const work = async (backtestId: string) =>
  backtestRunner.run(harness.ports, await eventOf(backtestId), new AbortController().signal);

describe("candles by CSV", () => {
  it("become a dataset", async () => {
    expect(await upload("sine", CSV)).toMatchObject({ name: "sine", bars: 800, timeframeMs: HOUR });
  });

  it.each([
    ["a missing column", "time,open,high,low\n1,2,3,4", /close/],
    ["a NaN", "time,open,high,low,close\n2025-01-01,1,2,x,1", /row 2.*low/is],
    ["low above high", "time,open,high,low,close\n2025-01-01,1,1,2,1", /row 2.*low/is],
    ["unsorted rows", "time,open,high,low,close\n2025-01-02,1,1,1,1\n2025-01-01,1,1,1,1", /row 3/i],
    ["nothing", "", /empty|header|no candles/i],
    ["binary", new Uint8Array([0, 1, 2, 255]), /text|binary/i],
  ])("with %s are refused with the place of the fault, and nothing is stored", async (_, text, message) => {
    const before = (await listDatasets.call(ctx, {})).length;
    await expect(upload("broken", text)).rejects.toThrow(message);
    expect((await listDatasets.call(ctx, {})).length).toBe(before);
  });
});

describe("a backtest", () => {
  it("runs as a job and reports what the engine reports", async () => {
    const started = await request("request-one");
    expect(started).toMatchObject({ status: "queued", sourceLabel: "sine", metrics: null });
    const seen: unknown[] = [];
    const stop = harness.ports.live.subscribe(
      acme.tenant.id,
      ({ topic, data }) => topic === "backtest" && seen.push(data),
    );
    await work(started.id);
    // Through PostgreSQL the news arrive by NOTIFY, a moment later.
    await expect.poll(() => seen.at(-1)).toMatchObject({ status: "completed" });
    stop();
    const done = await getBacktest.call(ctx, { backtestId: started.id });
    expect(done).toMatchObject({ status: "completed", progress: 1, failure: null });
    expect(seen).toContainEqual({ status: "running", progress: 1 });

    const report = await getBacktestReport.call(ctx, { backtestId: started.id });
    const [definition] = STRATEGIES;
    if (!definition) throw new Error("the engine has no strategies");
    const settings = { cash: 5_000, takerFee: 0.002, makerFee: 0.001, finalizeTrades: true };
    const candles = validateCandles(candlesFromRows(ROWS));
    const direct = buildReport(runBacktest(candles, definition, { fast: 5, slow: 20 }, settings));
    expect(report.tradesHash).toBe(direct.tradesHash);
    expect(report.metrics).toEqual(direct.metrics);
    expect(report.trades.length).toBeGreaterThan(3);
    const shown = await getBacktestCandles.call(ctx, { backtestId: started.id, maxBars: 100 });
    expect(shown.time.length).toBe(100);
  });

  it("runs over a market of the demo exchange, on bars that have closed", async () => {
    const [from, to] = ["2025-12-01T00:30:00.000Z", "2026-02-01T00:00:00.000Z"];
    const source = { type: "market", market: "ETH-USD", timeframe: "1h", from, to };
    const started = await request("over-a-market", { source });
    expect(started.sourceLabel).toBe("ETH-USD · 1h");
    await work(started.id);
    const { period } = await getBacktestReport.call(ctx, { backtestId: started.id });
    const hours = (harness.clock.now().getTime() - Date.parse("2025-12-01T01:00:00.000Z")) / HOUR;
    expect(period).toMatchObject({
      from: Date.parse("2025-12-01T01:00:00.000Z"),
      bars: Math.floor(hours),
      gaps: 0,
    });
  });

  it.each([
    [{ market: "NO-USD" }, "source.market"],
    [{ from: "2026-01-01T00:00:00.000Z", to: "2026-01-01T00:00:00.000Z" }, "source.to"],
    [{ from: "2027-01-01T00:00:00.000Z", to: "2027-02-01T00:00:00.000Z" }, "source.from"],
    [{ from: "2015-01-01T00:00:00.000Z" }, "source.from"],
    [{ from: "2023-01-01T00:00:00.000Z", timeframe: "1m" }, "source.timeframe"],
  ])("over a market refuses %j at its field", async (change, field) => {
    const [from, to] = ["2025-12-01T00:00:00.000Z", "2025-12-31T00:00:00.000Z"];
    const source = { type: "market", market: "ETH-USD", timeframe: "1h", from, to, ...change };
    const error = await request(`refused-${field}`, { source }).catch((reason) => reason);
    expect(error).toMatchObject({
      code: "invalid_input",
      details: { fields: { [field]: expect.any(String) } },
    });
  });

  it("starts once however often the button is pressed", async () => {
    const [first, second] = await Promise.all([request("double-click"), request("double-click")]);
    expect(second.id).toBe(first.id);
    const events = await tenantOutbox.pending(harness.ports.systemDb.client);
    expect(events.filter((event) => event.backtestId === first.id)).toHaveLength(1);
  });

  it("is quiet when its job comes twice, and starts over after a crash", async () => {
    const { id } = await request("comes-twice");
    await harness.ports
      .tenantDb(acme.tenant.id)
      .client.backtest.updateMany({ where: { id }, data: { status: "running" } });
    await work(id);
    const first = await getBacktest.call(ctx, { backtestId: id });
    expect(first.status).toBe("completed");
    harness.clock.advance(1_000);
    await work(id);
    expect(await getBacktest.call(ctx, { backtestId: id })).toEqual(first);
  });

  it("can be canceled while it waits, and not once it is done", async () => {
    const { id } = await request("cancel-me");
    expect(await cancelBacktest.call(ctx, { backtestId: id })).toMatchObject({ status: "canceling" });
    await work(id);
    expect(await getBacktest.call(ctx, { backtestId: id })).toMatchObject({
      status: "canceled",
      metrics: null,
    });
    await expect(cancelBacktest.call(ctx, { backtestId: id })).rejects.toMatchObject({ code: "conflict" });
  });

  it("fails with a reason when there are too few bars", async () => {
    const dataset = await upload("short", CSV.split("\n").slice(0, 12).join("\n"));
    const { id } = await request("too-short", { source: { type: "dataset", datasetId: dataset.id } });
    await work(id);
    const failed = await getBacktest.call(ctx, { backtestId: id });
    expect(failed).toMatchObject({ status: "failed", failure: expect.stringContaining("there are 11") });
  });

  it.each([
    [{ params: { fast: 30, slow: 10 } }, /^params\./],
    [{ params: { fast: 0 } }, "params.fast"],
    [{ params: { speed: 3 } }, "params.speed"],
    [{ strategy: "unknown" }, "strategy"],
    [{ settings: { cash: -1 } }, "settings.cash"],
    [{ settings: { stopLoss: 2 } }, "settings.stopLoss"],
    [{ source: { type: "dataset", datasetId: "nothere" } }, "source.datasetId"],
  ])("refuses %j at its field and queues nothing", async (change, field) => {
    const error = await request("refused-request", change).catch((reason) => reason);
    expect(error).toMatchObject({ code: "invalid_input" });
    expect(Object.keys(error.details.fields)).toContainEqual(expect.stringMatching(field));
    const { backtest } = harness.ports.tenantDb(acme.tenant.id).client;
    expect(await backtest.count({ where: { requestId: "refused-request" } })).toBe(0);
  });

  it("is not found by another tenant", async () => {
    const { id } = await request("private-one");
    const other = (await harness.mintTenant()).ctx();
    await expect(getBacktest.call(other, { backtestId: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelBacktest.call(other, { backtestId: id })).rejects.toMatchObject({ code: "not_found" });
  });
});
