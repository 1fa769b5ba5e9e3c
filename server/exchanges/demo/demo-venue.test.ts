import { beforeEach, describe, expect, test } from "vitest";
import { at, runBacktest, strategyNamed, validateCandles } from "#server/engine/index.ts";
import { runOnPaper } from "#tests/support/paper-run.ts";
import { createFaultyVenue } from "../faulty-venue.ts";
import { MINUTE_MS } from "../timeframe.ts";
import type { OrderRequest, TradingVenue } from "../venue.ts";
import { demoCandles } from "./demo-candles.ts";
import { createDemoFeed } from "./demo-feed.ts";
import { createMemoryLedger } from "./demo-ledger.ts";
import { createDemoVenue } from "./demo-venue.ts";
import { findDemoMarket } from "./markets.ts";

const start = Date.UTC(2025, 4, 5);
const market = findDemoMarket("BTC-USD") ?? expect.unreachable();
const minutes = demoCandles(market, "1m", start, 3000);
const clock = { now: start };
let venue: TradingVenue;

beforeEach(() => {
  clock.now = start;
  venue = createDemoVenue(createMemoryLedger({ USD: "10000" }), "one", () => clock.now);
});

function order(request: Partial<OrderRequest> & { clientOrderId: string }): OrderRequest {
  return {
    symbol: "BTC-USD",
    side: "buy",
    type: "market",
    amount: null,
    quoteAmount: null,
    price: null,
    group: null,
    ...request,
  };
}

describe("market orders", () => {
  test("a buy of 1000 USD fills at the price of the minute, fee included, and moves the balances exactly", async () => {
    clock.now = start + 10 * MINUTE_MS + 30_000;
    const bought = await venue.createOrder(order({ clientOrderId: "a", quoteAmount: "1000" }));
    const price = at(minutes.open, 10);
    expect(bought.status).toBe("filled");
    expect(bought.fills).toEqual([
      expect.objectContaining({ time: start + 10 * MINUTE_MS, price: String(price), feeCurrency: "USD" }),
    ]);
    const [amount, fee] = [Number(bought.fills[0]?.amount), Number(bought.fills[0]?.fee)];
    expect(amount * price + fee).toBeLessThanOrEqual(1000);
    expect(amount * price + fee).toBeGreaterThan(1000 - price * 0.00002);
    const balances = await venue.fetchBalances();
    expect(balances.BTC).toBe(bought.fills[0]?.amount);
    expect(Number(balances.USD)).toBeCloseTo(10_000 - amount * price - fee, 9);
  });

  test("the same client order id places nothing a second time", async () => {
    const first = await venue.createOrder(order({ clientOrderId: "a", quoteAmount: "1000" }));
    clock.now += 5 * MINUTE_MS;
    expect(await venue.createOrder(order({ clientOrderId: "a", quoteAmount: "1000" }))).toEqual(first);
    expect((await venue.fetchBalances()).BTC).toBe(first.fills[0]?.amount);
  });

  test.each([
    ["more than there is", { quoteAmount: "10001" }, "INSUFFICIENT_BALANCE"],
    ["base that is not there", { side: "sell", amount: "0.1" }, "INSUFFICIENT_BALANCE"],
    ["too little money", { quoteAmount: "1" }, "NOTIONAL_BELOW_MINIMUM"],
    ["an amount between steps", { amount: "0.0012345" }, "PRECISION"],
    ["no size", {}, "INVALID_SIZE"],
    ["two sizes", { amount: "1", quoteAmount: "1" }, "INVALID_SIZE"],
    ["nothing", { amount: "0" }, "QUANTITY_BELOW_MINIMUM"],
    ["a limit without price", { type: "limit", amount: "0.01" }, "INVALID_PRICE"],
  ] as const)("%s is rejected with its reason and changes no balance", async (_, request, reason) => {
    const rejected = await venue.createOrder(order({ clientOrderId: "x", ...request }));
    expect(rejected).toMatchObject({ status: "rejected", reason, fills: [] });
    expect(await venue.fetchBalances()).toEqual({ USD: "10000" });
    expect(await venue.fetchOrder("x")).toEqual(rejected);
  });
});

describe("resting orders", () => {
  async function holdAndProtect(stop: number, limit: number): Promise<string> {
    const bought = await venue.createOrder(order({ clientOrderId: "in", quoteAmount: "5000" }));
    const amount = bought.fills[0]?.amount ?? "0";
    const group = "protect";
    const sell = { side: "sell", amount, group } as const;
    await venue.createOrder(order({ clientOrderId: "stop", type: "stop", price: stop.toFixed(2), ...sell }));
    await venue.createOrder(
      order({ clientOrderId: "limit", type: "limit", price: limit.toFixed(2), ...sell }),
    );
    return amount;
  }

  test("fill in the minute that reaches them, even when nobody looked for days, and cancel their group", async () => {
    const entry = at(minutes.open, 0);
    const amount = await holdAndProtect(entry * 0.99, entry * 1.5);
    const reached = minutes.low.findIndex((low) => low <= Number((entry * 0.99).toFixed(2)));
    expect(reached).toBeGreaterThan(0);
    clock.now = start + reached * MINUTE_MS + 59_000;
    expect(await venue.fetchOpenOrders("BTC-USD")).toHaveLength(2);
    clock.now = start + 3000 * MINUTE_MS;
    const stop = await venue.fetchOrder("stop");
    expect(stop).toMatchObject({ status: "filled", fills: [{ time: start + reached * MINUTE_MS, amount }] });
    expect(await venue.fetchOrder("limit")).toMatchObject({ status: "canceled", reason: "GROUP_FILLED" });
    expect((await venue.fetchBalances()).BTC).toBe("0");
  });

  test("a sell that another resting order already reserves is rejected", async () => {
    const amount = await holdAndProtect(1000, 1e6);
    const second = await venue.createOrder(order({ clientOrderId: "out", side: "sell", amount }));
    expect(second).toMatchObject({ status: "rejected", reason: "INSUFFICIENT_BALANCE" });
    await venue.cancelOrder("stop");
    await venue.cancelOrder("limit");
    expect(await venue.createOrder(order({ clientOrderId: "out2", side: "sell", amount }))).toMatchObject({
      status: "filled",
    });
  });

  test("a canceled order stays canceled, and an unknown one is the venue's definite no", async () => {
    await holdAndProtect(1000, 1e6);
    expect(await venue.cancelOrder("stop")).toMatchObject({ status: "canceled", reason: "REQUESTED" });
    expect(await venue.cancelOrder("stop")).toMatchObject({ status: "canceled" });
    await expect(venue.cancelOrder("never")).rejects.toMatchObject({
      reason: "UNKNOWN_ORDER",
      isOutcomeKnown: true,
    });
  });
});

test("an unanswered call was carried out, a lost one was not, and neither outcome is known", async () => {
  const faults = ["unanswered", "lost"] as const;
  let call = 0;
  const faulty = createFaultyVenue(venue, (kind) =>
    kind === "createOrder" ? (faults[call++] ?? null) : null,
  );
  const unknown = { isOutcomeKnown: false, reason: "TIMEOUT" };
  await expect(faulty.createOrder(order({ clientOrderId: "a", quoteAmount: "100" }))).rejects.toMatchObject(
    unknown,
  );
  await expect(faulty.createOrder(order({ clientOrderId: "b", quoteAmount: "100" }))).rejects.toMatchObject(
    unknown,
  );
  expect(await faulty.fetchOrder("a")).toMatchObject({ status: "filled" });
  expect(await faulty.fetchOrder("b")).toBeNull();
});

test.each([
  ["no protection", {}],
  ["a stop", { stopLoss: 0.004 }],
  ["a stop and a limit", { stopLoss: 0.003, takeProfit: 0.005 }],
  ["half the funds", { size: 0.5, takeProfit: 0.004 }],
])(
  "a paper run with %s makes, bit for bit, the trades of the backtest over the same candles",
  async (_, more) => {
    const { takerFee, makerFee, amountStep, priceTick, minNotional } = market.rules;
    const settings = { cash: 10_000, takerFee, makerFee, amountStep, priceTick, minNotional, ...more };
    const strategy = strategyNamed("sma-cross");
    const params = { fast: 5, slow: 13 };
    const expected = runBacktest(validateCandles(minutes), strategy, params, settings).run;
    const paper = await runOnPaper(
      createDemoFeed(() => clock.now),
      venue,
      clock,
      "BTC-USD",
      minutes.length,
      strategy,
      params,
      settings,
    );
    expect(expected.trades.length).toBeGreaterThan(50);
    expect(paper.trades).toEqual(expected.trades.toArray());
    expect(paper.run.cash).toBe(expected.cash);
    expect(Number((await venue.fetchBalances()).USD)).toBeCloseTo(expected.cash, 6);
  },
);
