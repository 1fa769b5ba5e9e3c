import { describe, expect, it } from "vitest";
import { type BacktestForm, fromPercent, readForm, type Strategy } from "./backtest-form-state.ts";

const STRATEGY: Strategy = {
  name: "sma-cross",
  title: "SMA cross",
  summary: "",
  explanation: "",
  parameters: [
    {
      name: "fast",
      label: "Fast",
      kind: "integer",
      unit: "bars",
      min: 1,
      max: 99,
      step: 1,
      default: 10,
      explanation: "",
    },
    {
      name: "slow",
      label: "Slow",
      kind: "integer",
      unit: "bars",
      min: 2,
      max: 99,
      step: 1,
      default: 20,
      explanation: "",
    },
  ],
};

const FORM: BacktestForm = {
  strategy: "sma-cross",
  params: { slow: "30" },
  sourceType: "dataset",
  datasetId: "d1",
  market: "",
  timeframe: "1h",
  from: "",
  to: "",
  cash: "10000",
  sizePercent: "100",
  feePercent: "0.2",
  slippageBps: "0",
  stopLossPercent: "",
  takeProfitPercent: "7",
  fillPolicy: "next_open",
  finalizeTrades: true,
};

const read = (change: Partial<BacktestForm>) => readForm({ ...FORM, ...change }, STRATEGY, "request-1");

describe("readForm", () => {
  it("turns percentages into ratios and takes defaults for untouched parameters", () => {
    expect(read({})).toEqual({
      input: {
        requestId: "request-1",
        strategy: "sma-cross",
        params: { fast: 10, slow: 30 },
        source: { type: "dataset", datasetId: "d1" },
        settings: expect.objectContaining({
          takerFee: 0.002,
          makerFee: 0.002,
          size: 1,
          stopLoss: null,
          takeProfit: 0.07,
        }),
      },
    });
  });

  it("names every field that lacks its number", () => {
    expect(read({ cash: "", params: { fast: "ten" }, stopLossPercent: "-" })).toEqual({
      errors: {
        "settings.cash": "Enter a number.",
        "params.fast": "Enter a number.",
        "settings.stopLoss": "Enter a number.",
      },
    });
  });

  it("asks for the data", () =>
    expect(read({ datasetId: "" })).toEqual({
      errors: { "source.datasetId": "Choose the data to test on." },
    }));

  it("includes the whole last day of a market's period", () => {
    expect(
      read({ sourceType: "market", market: "BTC-USD", from: "2025-01-01", to: "2025-01-31" }),
    ).toMatchObject({
      input: { source: { type: "market", from: "2025-01-01T00:00:00.000Z", to: "2025-02-01T00:00:00.000Z" } },
    });
  });

  it("refuses a period that ends before it begins", () => {
    expect(
      read({ sourceType: "market", market: "BTC-USD", from: "2025-02-01", to: "2025-01-31" }),
    ).toMatchObject({
      errors: { "source.to": "The last day must not be before the first." },
    });
  });
});

it("fromPercent leaves no binary dust", () =>
  expect([fromPercent(0.07), fromPercent(0.1), fromPercent(7)]).toEqual([0.0007, 0.001, 0.07]));
