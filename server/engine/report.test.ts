import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { dailyBars, randomCandles } from "#tests/support/candles.ts";
import { runBacktest } from "./backtest.ts";
import { candlesFromRows } from "./candles.ts";
import { METRIC_NAMES } from "./metrics/metric-names.ts";
import { buildReport } from "./report.ts";
import { sha256Hex } from "./sha256.ts";
import { smaCross } from "./strategies/sma-cross.ts";
import { SIGNAL, type StrategyDefinition } from "./strategy.ts";
import { validateCandles } from "./validate-candles.ts";

function holdingBetween(pairs: readonly (readonly [enter: number, exit: number])[]): StrategyDefinition {
  const signals = new Map<number, number>();
  for (const [enter, exit] of pairs) signals.set(enter, SIGNAL.enterLong).set(exit, SIGNAL.exitLong);
  return {
    ...smaCross,
    create: () => ({
      advance(_candles, from, to, list) {
        for (let i = from; i < to; i++) if (signals.has(i)) list.add(i, signals.get(i) ?? 0);
      },
      save: () => ({}),
      restore() {},
    }),
  };
}

/* Seven days, flat bars, no fees: bought at 100, sold at 110; bought at 110, sold at 99.
   Equity 1000 1000 1200 1100 1100 1100 990 with a position at the closes of bars 1, 2 and 5. */
const closes = [100, 100, 120, 110, 110, 110, 99];
const week = dailyBars(closes.map((close) => [close, close, close, close] as const));
const report = buildReport(
  runBacktest(
    week,
    holdingBetween([
      [0, 2],
      [4, 5],
    ]),
    {},
    { cash: 1000, takerFee: 0 },
  ),
);

test("a week worked out by hand", () => {
  expect(report.equity.value).toEqual([1000, 1000, 1200, 1100, 1100, 1100, 990]);
  expect(
    report.trades.map((trade) => [trade.entryPrice, trade.exitPrice, trade.quantity, trade.pnl]),
  ).toEqual([
    [100, 110, 10, 100],
    [110, 99, 10, -110],
  ]);
  const r = [0, 0, 0.2, 1100 / 1200 - 1, 0, 0, -0.1];
  const mean = r.reduce((sum, value) => sum + value, 0) / 7;
  const variance = r.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 6;
  const downside = Math.sqrt(r.reduce((sum, value) => sum + Math.min(value, 0) ** 2, 0) / 7);
  const growth = 0.99 ** (1 / 7) - 1;
  const annualReturn = (1 + growth) ** 365 - 1;
  const annualVolatility = Math.sqrt((variance + (1 + growth) ** 2) ** 365 - (1 + growth) ** 730);
  const market = [0, 0, 0.2, 110 / 120 - 1, 0, 0, -0.1];
  expect(report.metrics).toEqual({
    startEquity: 1000,
    finalEquity: 990,
    peakEquity: 1200,
    totalFees: 0,
    returnPct: expect.closeTo(-1, 10),
    buyAndHoldPct: expect.closeTo(-1, 10),
    cagrPct: null,
    annualReturnPct: expect.closeTo(100 * annualReturn, 8),
    annualVolatilityPct: expect.closeTo(100 * annualVolatility, 6),
    sharpe: expect.closeTo((mean / Math.sqrt(variance)) * Math.sqrt(365), 10),
    sharpeGeometric: expect.closeTo(annualReturn / annualVolatility, 10),
    sortino: expect.closeTo((mean / downside) * Math.sqrt(365), 10),
    calmar: null,
    maxDrawdownPct: expect.closeTo(-17.5, 10),
    avgDrawdownPct: expect.closeTo(-17.5, 10),
    maxDrawdownDays: 4,
    avgDrawdownDays: 4,
    trades: 2,
    winRatePct: 50,
    bestTradePct: expect.closeTo(10, 10),
    worstTradePct: expect.closeTo(-10, 10),
    avgTradePct: expect.closeTo(0, 10),
    profitFactor: expect.closeTo(100 / 110, 10),
    expectancyPct: expect.closeTo(0, 10),
    sqn: expect.closeTo((Math.sqrt(2) * -5) / Math.sqrt(2 * 105 ** 2), 10),
    kelly: expect.closeTo(0.5 - 0.5 / (100 / 110), 10),
    exposurePct: expect.closeTo((100 * 3) / 7, 10),
    alphaPct: expect.closeTo(0, 10),
    beta: expect.closeTo(1, 10),
  });
  expect(market).toEqual(r);
});

test("a number that does not exist is null and the reason is given", () => {
  const reasons = new Map(report.warnings.map((warning) => [warning.metric, warning.message]));
  expect(reasons.get("cagrPct")).toBe("cagrPct has no value: the period is shorter than 30 days");
  expect(reasons.has("calmar")).toBe(true);
  expect(report.settings.tradingDaysPerYear).toBe(365);
});

test("cagr, calmar and drawdown durations on a known curve of a year", () => {
  const day = 86_400_000;
  const price = (index: number): number =>
    index < 100 ? 100 + index : index < 200 ? 199 - (index - 99) * 0.5 : 148.5 + index;
  const rows = Array.from({ length: 366 }, (_, index) => {
    const close = price(index);
    return {
      time: Date.UTC(2023, 0, 1) + index * day,
      open: close,
      high: close,
      low: close,
      close,
      volume: 1,
    };
  });
  const candles = validateCandles(candlesFromRows(rows));
  const { metrics } = buildReport(
    runBacktest(candles, holdingBetween([[0, 9999]]), {}, { cash: 101, amountStep: 1 }),
  );
  const growth = (513.5 / 101) ** (365.25 / 365) - 1;
  expect(metrics.cagrPct).toBeCloseTo(100 * growth, 8);
  expect(metrics.maxDrawdownPct).toBeCloseTo(100 * (149 / 199 - 1), 8);
  expect(metrics.calmar).toBeCloseTo(growth / (1 - 149 / 199), 8);
  expect(metrics.maxDrawdownDays).toBe(101);
});

test("markets closed at week-ends count 252 days a year and return nothing on the days between", () => {
  const day = 86_400_000;
  const times = Array.from({ length: 28 }, (_, index) => Date.UTC(2024, 0, 1) + index * day).filter(
    (time) => new Date(time).getUTCDay() % 6 !== 0,
  );
  const rows = times.map((time, index) => ({
    time,
    open: 10,
    high: 12,
    low: 9,
    close: 10 + (index % 2),
    volume: 1,
  }));
  const candles = validateCandles(candlesFromRows(rows));
  const found = buildReport(runBacktest(candles, holdingBetween([[0, 15]]), {}, { cash: 1000 }));
  expect(found.settings.tradingDaysPerYear).toBe(252);
  expect(found.period.gaps).toBe(3);
});

test("no trade at all leaves every trade metric null, and nothing is NaN in JSON", () => {
  const found = buildReport(runBacktest(week, holdingBetween([]), {}, { cash: 1000 }));
  expect(found.metrics).toMatchObject({
    trades: 0,
    winRatePct: null,
    profitFactor: null,
    sqn: null,
    sharpe: null,
  });
  expect(found.metrics).toMatchObject({ maxDrawdownPct: 0, maxDrawdownDays: 0, avgDrawdownPct: null });
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  expect(found.warnings.map((warning) => warning.code)).toContain("no_trades");
});

test("every metric is in every report, and one bar is enough for a report", () => {
  const found = buildReport(runBacktest(dailyBars([[1, 1, 1, 1]]), smaCross, {}, {}));
  expect(Object.keys(found.metrics)).toEqual([...METRIC_NAMES]);
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
});

test("open trades are reported marked to the last close, net of the entry fee", () => {
  const { openTrades } = buildReport(
    runBacktest(week, holdingBetween([[1, 99]]), {}, { cash: 1212, takerFee: 0.01, amountStep: 1 }),
  );
  expect(openTrades).toEqual([
    {
      side: "long",
      entryTime: Date.UTC(2024, 0, 3),
      entryBar: 2,
      entryPrice: 120,
      quantity: 10,
      fees: 12,
      pnl: -222,
      returnPct: -18.5,
    },
  ]);
});

test("the trades hash is the SHA-256 of price, quantity, fee and time of every closed trade", () => {
  const bytes = Buffer.alloc(report.trades.length * 48);
  report.trades.forEach((trade, index) => {
    const { entryPrice, exitPrice, quantity, fees, entryTime, exitTime } = trade;
    [entryPrice, exitPrice, quantity, fees, entryTime, exitTime].forEach((number, field) => {
      bytes.writeDoubleLE(number, index * 48 + field * 8);
    });
  });
  expect(report.tradesHash).toBe(createHash("sha256").update(bytes).digest("hex"));
});

test.each([0, 1, 55, 56, 63, 64, 65, 1000])("SHA-256 of %i bytes is what OpenSSL says", (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + 7) % 256);
  expect(sha256Hex(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
});

test("the same input gives the same bytes", () => {
  const make = (): string =>
    JSON.stringify(
      buildReport(
        runBacktest(
          randomCandles({ seed: 4, bars: 3000 }),
          smaCross,
          {},
          { takerFee: 0.001, stopLoss: 0.02 },
        ),
      ),
    );
  expect(make()).toBe(make());
});
