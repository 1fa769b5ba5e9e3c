import { describe, expect, it } from "vitest";
import { percentText, readBotForm } from "./bot-form-state.ts";
import { initialBotForm } from "./initial-bot-form.ts";

const PARAMETER = { kind: "integer", unit: "bars", min: 1, max: 99, step: 1, explanation: "" } as const;
const STRATEGY = {
  name: "sma-cross",
  title: "Moving-average cross",
  summary: "",
  explanation: "",
  parameters: [
    { ...PARAMETER, name: "fast", label: "Fast", default: 10 },
    { ...PARAMETER, name: "slow", label: "Slow", default: 20 },
  ],
};
const RULES = { amountStep: 0, priceTick: 0, minNotional: 5, takerFee: 0.001, makerFee: 0.001 };
const MARKET = {
  venue: "demo",
  symbol: "BTC-USD",
  base: "BTC",
  quote: "USD",
  title: "Bitcoin",
  rules: RULES,
};
const BACKTEST = {
  id: "b1",
  status: "completed" as const,
  progress: 1,
  source: { type: "market" as const, market: "ETH-USD", timeframe: "4h" as const, from: "", to: "" },
  sourceLabel: "ETH-USD · 4h",
  strategy: "sma-cross",
  params: { fast: 5, slow: 9 },
  settings: { cash: 5000, size: 0.5, stopLoss: 0.07, takeProfit: null },
  metrics: null,
  failure: null,
  createdAt: "",
  finishedAt: null,
};
const IDS = { requestId: "request-1", backtestId: null };

describe("the form of a new bot", () => {
  it("takes over what a backtest on a market was made with", () => {
    const form = initialBotForm(BACKTEST, [STRATEGY], [MARKET]);
    expect(form).toMatchObject({
      market: "ETH-USD",
      timeframe: "4h",
      params: { fast: "5", slow: "9" },
      cash: "5000",
    });
    expect(readBotForm(form, STRATEGY, IDS)).toMatchObject({
      input: {
        market: "ETH-USD",
        params: { fast: 5, slow: 9 },
        settings: { cash: 5000, size: 0.5, stopLoss: 0.07, takeProfit: null },
        start: true,
      },
    });
  });

  it("falls back to the first market after a backtest on a file", () => {
    const onFile = { ...BACKTEST, source: { type: "dataset" as const, datasetId: "d" } };
    expect(initialBotForm(onFile, [STRATEGY], [MARKET])).toMatchObject({
      market: "BTC-USD",
      timeframe: "1m",
    });
  });

  it("names the fields that lack a number", () => {
    const form = { ...initialBotForm(null, [STRATEGY], [MARKET]), cash: "", params: { fast: "x" } };
    expect(readBotForm(form, STRATEGY, IDS)).toEqual({
      errors: { "settings.cash": "Enter a number.", "params.fast": "Enter a number." },
    });
  });
});

it("percentText writes ratios without binary dust", () =>
  expect([percentText(0.07), percentText(null)]).toEqual(["7", ""]));
