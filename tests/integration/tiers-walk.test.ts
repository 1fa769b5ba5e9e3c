import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MINUTE_MS } from "#server/exchanges/index.ts";
import { Secret } from "#server/kernel/secret.ts";
import { verifyAudit } from "#server/modules/audit/index.ts";
import { getBacktestReport, startBacktest } from "#server/modules/backtests/index.ts";
import {
  createBot,
  createBotRunner,
  getBot,
  listBotTrades,
  startBot,
  stopBot,
} from "#server/modules/bots/index.ts";
import { getBranding, updateBranding } from "#server/modules/branding/index.ts";
import { importCandles } from "#server/modules/market-data/index.ts";
import { homeOf, resolveTenant } from "#server/modules/tenancy/index.ts";
import type { Tier } from "#server/platform/database/planes.ts";
import { installPorts } from "#server/platform/installed-ports.ts";
import { exportAudit } from "#server/rest/export-audit.ts";
import { sealSession } from "#server/session/session-token.ts";
import { subscribers } from "#server/worker/subscribers.ts";
import { FAST_PARAMS, MARKET } from "#tests/support/bots.ts";
import type { MintedTenant } from "#tests/support/harness.ts";
import { HOMES, type HomesBench, openHomesBench } from "#tests/support/homes-bench.ts";
import { settleEverything } from "#tests/support/lifecycle.ts";
import { openTestSession } from "#tests/support/sessions.ts";
import { agreeOn } from "#tests/support/terms.ts";
import { fillTenant } from "./isolation-samples.ts";

const HOUR_MS = 3_600_000;
const never = new AbortController().signal;
const TIERS: readonly Tier[] = process.env.TEST_DATABASE_URL
  ? ["shared", "schema", "database"]
  : ["shared", "schema"];
const THEME = { accent: "#123456", font: "inter", radius: "small", colorScheme: "light" } as const;
const CSV = [
  "time,open,high,low,close,volume",
  ...Array.from({ length: 400 }, (_, n) => {
    const open = 100 + 20 * Math.sin(n / 15);
    const close = 100 + 20 * Math.sin((n + 1) / 15);
    const [high, low] = [Math.max(open, close) + 1, Math.min(open, close) - 1];
    return [Date.UTC(2025, 0, 1) + n * HOUR_MS, open, high, low, close, 1].join(",");
  }),
].join("\n");

describe.each(TIERS)("a workspace in the tier %s", (tier) => {
  let bench: HomesBench;
  let mine: MintedTenant;
  let theirs: MintedTenant;
  let sealed: string;
  beforeAll(async () => {
    bench = await openHomesBench();
    mine = await bench.billing.mintTenant("leaver");
    theirs = await bench.billing.mintTenant("neighbour");
    if (tier !== "shared") for (const tenant of [mine, theirs]) await bench.rehome(tenant, tier);
    await fillTenant(bench.billing, theirs);
    sealed = await ports().vault.seal({ tenantId: mine.tenant.id }, "test", new Secret("their key"));
  });
  afterAll(() => bench.close());

  const ports = () => bench.billing.ports;
  const settle = () => settleEverything(bench.billing, subscribers);

  async function runBacktest(): Promise<string> {
    const ctx = mine.ctx();
    const dataset = await importCandles.call(ctx, { name: "sine", csv: new Blob([CSV]).stream() });
    const { id } = await startBacktest.call(ctx, {
      requestId: "request-one",
      source: { type: "dataset", datasetId: dataset.id },
      strategy: "sma-cross",
      params: FAST_PARAMS,
    });
    await settle();
    const report = await getBacktestReport.call(ctx, { backtestId: id });
    expect(report.trades.length).toBeGreaterThan(3);
    return id;
  }

  async function tradeOnPaper(backtestId: string): Promise<void> {
    const [ctx, runner] = [mine.ctx(), createBotRunner()];
    const plan = { market: MARKET, timeframe: "1m", strategy: "sma-cross", params: FAST_PARAMS };
    const input = { requestId: "request-one", name: "Cross", ...plan, backtestId, start: false };
    const { id: botId } = await createBot.call(ctx, input);
    expect(await startBot.call(ctx, { botId })).toMatchObject({ status: "running" });
    for (let minute = 0; minute < 60; minute++) {
      bench.billing.clock.advance(MINUTE_MS);
      await runner.run(ports(), never);
    }
    expect((await listBotTrades.call(ctx, { botId, limit: 200 })).length).toBeGreaterThan(3);
    await stopBot.call(ctx, { botId });
    for (let tick = 0; tick < 2; tick++) await runner.run(ports(), never);
    expect(await getBot.call(ctx, { botId })).toMatchObject({ status: "stopped", position: null });
  }

  async function exportLog(): Promise<{ seq: number; verb: string }[]> {
    installPorts(ports());
    await agreeOn(mine, "audit_export", true);
    const sessionId = await openTestSession(ports(), mine.ownerId, mine.tenant.id);
    const host = `${mine.tenant.slug}.localhost:3000`;
    const headers = { host, cookie: `marque-session=${await sealSession(ports(), sessionId, 3_600)}` };
    const answer = await exportAudit(new Request(`http://${host}/api/audit/export?format=json`, { headers }));
    expect(answer.status).toBe(200);
    return answer.json();
  }

  async function expectNothingOf({ tenant, email }: MintedTenant): Promise<void> {
    expect(await resolveTenant(ports(), { id: tenant.id })).toBeNull();
    expect(Object.keys(await bench.traces(tenant.id))).toEqual(["control.public.platform_audit_log"]);
    expect(await bench.traces(email)).toEqual({});
  }

  it("wears its brand, tests a strategy, trades it, and reads in its log that it did", async () => {
    const ctx = mine.ctx();
    expect(await homeOf(ports(), mine.tenant.id)).toEqual(HOMES[tier]);
    await updateBranding.call(ctx, { companyName: "Walker", theme: THEME });
    expect((await getBranding.call(ctx, {})).companyName).toBe("Walker");
    await tradeOnPaper(await runBacktest());
    await settle();

    const log = await exportLog();
    const done = [
      "branding.update",
      "dataset.import",
      "backtest.start",
      "bot.create",
      "bot.start",
      "bot.stop",
    ];
    expect(log.map(({ verb }) => verb)).toEqual(expect.arrayContaining(done));
    expect(log.map(({ seq }) => Number(seq))).toEqual(log.map((_, n) => log.length - n));
    expect(await verifyAudit.call(ctx, {})).toMatchObject({ isIntact: true });
  });

  it("is erased wherever it was, and the neighbour in the same home keeps everything", async () => {
    await bench.closeFor30Days(mine);
    const own = ["backtest", "bot_trade", "branding", "dataset", "demo_order"];
    expect(Object.keys(await bench.traces(mine.tenant.id))).toEqual(
      expect.arrayContaining([
        ...own.map((table) => `${bench.placeIn(tier, mine)}.${table}`),
        "control.public.vault_key",
      ]),
    );
    const before = await bench.traces(theirs.tenant.id);
    expect(Object.keys(before)).toContain(`${bench.placeIn(tier, theirs)}.bot`);
    expect(await bench.hasSchema(mine)).toBe(tier === "schema");

    await bench.eraseDue();
    await expectNothingOf(mine);
    expect(await bench.hasSchema(mine)).toBe(false);
    await expect(ports().vault.open({ tenantId: mine.tenant.id }, "test", sealed)).rejects.toThrow();
    expect(await bench.traces(theirs.tenant.id)).toEqual(before);
    expect(await bench.hasSchema(theirs)).toBe(tier === "schema");
  });

  it("and the last one in its home leaves it empty, with no address of it kept", async () => {
    expect(await bench.addresses()).toEqual(tier === "database" ? ["db.test/guest"] : []);
    await bench.closeFor30Days(theirs);
    await bench.eraseDue();
    await expectNothingOf(theirs);
    expect(await bench.addresses()).toEqual([]);
  });
});
