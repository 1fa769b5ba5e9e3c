import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomCandles } from "#tests/support/candles.ts";
import { referencePath, warnReferenceMissing } from "#tests/support/trading-reference.ts";
import { runBacktestCommand } from "./command.ts";

let folder = "";
let candlesFile = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backtest-"));
  candlesFile = join(folder, "candles.csv");
  const { length, time, open, high, low, close } = randomCandles({ seed: 2, bars: 400, stepMs: 3_600_000 });
  const rows = Array.from({ length }, (_, i) => [time[i], open[i], high[i], low[i], close[i], 1].join(","));
  await writeFile(candlesFile, `time,open,high,low,close,volume\n${rows.join("\n")}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  let out = "";
  let error = "";
  const code = await runBacktestCommand(["node", "backtest", ...args], {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}

const sound = (...more: string[]): string[] => ["--candles", candlesFile, "--strategy", "sma-cross", ...more];

test("--json prints one JSON object and nothing else", async () => {
  const { code, out, error } = await run(
    ...sound("--params", '{"fast":3,"slow":9}', "--fee", "0.002", "--json"),
  );
  expect([code, error]).toEqual([0, ""]);
  const report = JSON.parse(out);
  expect(report.params).toEqual({ fast: 3, slow: 9 });
  expect(report.settings).toMatchObject({
    cash: 10_000,
    takerFee: 0.002,
    makerFee: 0.002,
    fillPolicy: "next_open",
  });
  expect(report.equity.value).toHaveLength(400);
  expect(report.trades.length).toBeGreaterThan(5);
});

test("every flag reaches the engine, and trades and equity are written as CSV", async () => {
  const trades = join(folder, "trades.csv");
  const equity = join(folder, "equity.csv");
  const flags =
    "--cash 500 --maker-fee 0.001 --slippage 5 --fill same_close --stop-loss 0.03 --take-profit 0.06 --size 0.5 --step 0.01 --finalize";
  const { code, out } = await run(
    ...sound(...flags.split(" "), "--trades", trades, "--equity", equity, "--json"),
  );
  expect(code).toBe(0);
  const report = JSON.parse(out);
  expect(report.settings).toMatchObject({
    cash: 500,
    makerFee: 0.001,
    slippageBps: 5,
    fillPolicy: "same_close",
    stopLoss: 0.03,
    takeProfit: 0.06,
    size: 0.5,
    amountStep: 0.01,
    finalizeTrades: true,
  });
  const tradeRows = (await readFile(trades, "utf8")).trim().split("\n");
  expect(tradeRows).toHaveLength(report.trades.length + 1);
  expect(tradeRows[1]?.split(",")[5]).toBe(String(report.trades[0].entryPrice));
  expect((await readFile(equity, "utf8")).trim().split("\n")).toHaveLength(401);
});

test("without --json a table is printed", async () => {
  const { code, out } = await run(...sound());
  expect(code).toBe(0);
  expect(out).toMatch(/^sma-cross \(fast 10, slow 20\)\n/);
  expect(out).toMatch(/Max\. drawdown \[%\] +-\d/);
});

test.each([
  [["--cash", "ten"], /--cash <amount>' argument 'ten' is invalid\. It must be a number/],
  [["--cash", "-5"], /^error: --cash: Start balance must be above 0/],
  [["--fee", "3"], /^error: --fee: Fee must be a ratio/],
  [["--fill", "later"], /--fill <policy>' argument 'later' is invalid/],
  [["--params", "{fast:3}"], /--params <json>' argument '\{fast:3\}' is invalid\. It must be a JSON object/],
  [["--params", "[1]"], /It must be a JSON object/],
  [["--params", '{"fast":30}'], /^error: --params: Fast average \(30\) must be shorter/],
  [["--strategy", "magic"], /^error: --strategy: There is no strategy "magic"; known: sma-cross/],
  [["--candles", "/nowhere.csv"], /^error: --candles: there is no file \/nowhere\.csv/],
  [["--candles", "/"], /^error: --candles: \/ is a folder/],
  [["--trades", "/nowhere/t.csv"], /^error: --trades: there is no file/],
  [["--nonsense"], /unknown option '--nonsense'/],
])("%j ends with 2, names the flag and prints nothing on stdout", async (flags, message) => {
  const { code, out, error } = await run(...sound(...flags));
  expect([code, out]).toEqual([2, ""]);
  expect(error).toMatch(message);
});

test("a bad row ends with 2 and is named", async () => {
  const bad = join(folder, "bad.csv");
  await writeFile(bad, "time,open,high,low,close\n1,1,2,1,2\n2,1,2,3,2\n");
  const { code, error } = await run("--candles", bad, "--strategy", "sma-cross");
  expect([code, error]).toEqual([2, "error: --candles: Row 3, column low: low 3 is above high 2.\n"]);
});

test("required flags are asked for", async () => {
  const { code, error } = await run();
  expect(code).toBe(2);
  expect(error).toMatch(/required option '--candles <file>' not specified/);
});

const bitcoin = referencePath("candles/BTC-USD-4h.csv");
if (bitcoin === undefined) warnReferenceMissing("the backtest of BTC-USD 4 h");

test.skipIf(bitcoin === undefined)("BTC-USD 4 h agrees with backtesting.py 0.6.6", async () => {
  const flags = ["--params", '{"fast":10,"slow":20}', "--cash", "10000", "--fee", "0.002", "--json"];
  const { out } = await run("--candles", bitcoin ?? "", "--strategy", "sma-cross", ...flags);
  const { metrics, period, trades } = JSON.parse(out);
  expect(period).toMatchObject({ bars: 20_695, gaps: 3 });
  expect(trades).toHaveLength(579);
  expect(metrics.finalEquity).toBeCloseTo(385_078.423945, 5);
  expect(metrics.cagrPct).toBeCloseTo(47.18702, 5);
  expect(metrics.maxDrawdownPct).toBeCloseTo(-75.614884, 5);
  expect(metrics.winRatePct).toBeCloseTo(36.787565, 5);
  expect(metrics.bestTradePct).toBeCloseTo(31.751791, 5);
  expect(metrics.sqn).toBeCloseTo(0.923062, 5);
  expect(metrics.kelly).toBeCloseTo(0.047849, 5);
});
