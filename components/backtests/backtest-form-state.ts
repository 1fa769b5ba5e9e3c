import type { Inputs, Outputs } from "../trpc/outputs.ts";

export type Strategy = Outputs["strategies"]["list"][number];
export type StartInput = Inputs["backtests"]["start"];

/** The form as typed: texts, percentages as people write them. */
export interface BacktestForm {
  strategy: string;
  params: Record<string, string>;
  sourceType: "dataset" | "market";
  datasetId: string;
  market: string;
  timeframe: string;
  /** `YYYY-MM-DD`, UTC. */
  from: string;
  to: string;
  cash: string;
  sizePercent: string;
  feePercent: string;
  slippageBps: string;
  stopLossPercent: string;
  takeProfitPercent: string;
  fillPolicy: "next_open" | "same_close";
  finalizeTrades: boolean;
}

type Errors = Record<string, string>;
type Reading = { input: StartInput } | { errors: Errors };

const NUMBER_NEEDED = "Enter a number.";

/** Turns the form into the input of a backtest, or says at which field a number is missing. The server checks the rest. */
export function readForm(form: BacktestForm, strategy: Strategy, requestId: string): Reading {
  const errors: Errors = {};
  const number = (field: string, text: string): number => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) errors[field] = NUMBER_NEEDED;
    return value;
  };
  const ratio = (field: string, text: string): number => fromPercent(number(field, text));
  const optionalRatio = (field: string, text: string): number | null =>
    text.trim() === "" ? null : ratio(field, text);

  const params = Object.fromEntries(
    strategy.parameters.map(({ name, default: fallback }) => [
      name,
      number(`params.${name}`, form.params[name] ?? String(fallback)),
    ]),
  );
  const fee = ratio("settings.takerFee", form.feePercent);
  const settings: NonNullable<StartInput["settings"]> = {
    cash: number("settings.cash", form.cash),
    size: ratio("settings.size", form.sizePercent),
    takerFee: fee,
    makerFee: fee,
    slippageBps: number("settings.slippageBps", form.slippageBps),
    stopLoss: optionalRatio("settings.stopLoss", form.stopLossPercent),
    takeProfit: optionalRatio("settings.takeProfit", form.takeProfitPercent),
    fillPolicy: form.fillPolicy,
    finalizeTrades: form.finalizeTrades,
  };
  const source = readSource(form, errors);
  if (!source || Object.keys(errors).length > 0) return { errors };
  return { input: { requestId, strategy: strategy.name, params, settings, source } };
}

function readSource(form: BacktestForm, errors: Errors): StartInput["source"] | null {
  if (form.sourceType === "dataset") {
    if (form.datasetId) return { type: "dataset", datasetId: form.datasetId };
    errors["source.datasetId"] = "Choose the data to test on.";
    return null;
  }
  const timeframe = TIMEFRAMES.find(({ value }) => value === form.timeframe)?.value;
  if (!form.market) errors["source.market"] = "Choose a market.";
  if (!form.from) errors["source.from"] = "Choose the first day.";
  if (!form.to) errors["source.to"] = "Choose the last day.";
  if (form.from && form.to && form.from > form.to)
    errors["source.to"] = "The last day must not be before the first.";
  if (!timeframe || !form.market || !form.from || !form.to) return null;
  const to = new Date(`${form.to}T00:00:00Z`).getTime() + DAY_MS;
  return {
    type: "market",
    market: form.market,
    timeframe,
    from: `${form.from}T00:00:00.000Z`,
    to: new Date(to).toISOString(),
  };
}

const DAY_MS = 86_400_000;

type MarketSource = Extract<StartInput["source"], { type: "market" }>;

export const TIMEFRAMES: readonly { value: MarketSource["timeframe"]; label: string }[] = [
  { value: "1m", label: "1 minute" },
  { value: "5m", label: "5 minutes" },
  { value: "15m", label: "15 minutes" },
  { value: "1h", label: "1 hour" },
  { value: "4h", label: "4 hours" },
  { value: "1d", label: "1 day" },
];

/** `0.2` % → 0.002, without the dust of binary division. */
export const fromPercent = (percent: number): number => Number((percent / 100).toPrecision(12));
