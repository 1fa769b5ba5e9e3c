import { fromPercent } from "../backtests/backtest-form-state.ts";
import type { Inputs, Outputs } from "../trpc/outputs.ts";

type CreateInput = Inputs["bots"]["create"];
type Strategy = Outputs["strategies"]["list"][number];

/** The form as typed: texts, percentages as people write them. */
export interface BotForm {
  name: string;
  strategy: string;
  params: Record<string, string>;
  market: string;
  timeframe: CreateInput["timeframe"];
  cash: string;
  sizePercent: string;
  stopLossPercent: string;
  takeProfitPercent: string;
}

type Reading = { input: CreateInput } | { errors: Record<string, string> };

/** Turns the form into the input of a bot, or says at which field a number is missing. The server checks the rest. */
export function readBotForm(
  form: BotForm,
  strategy: Strategy,
  ids: { requestId: string; backtestId: string | null },
): Reading {
  const errors: Record<string, string> = {};
  const number = (field: string, text: string): number => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) errors[field] = "Enter a number.";
    return value;
  };
  const optionalRatio = (field: string, text: string): number | null =>
    text.trim() === "" ? null : fromPercent(number(field, text));
  const input: CreateInput = {
    ...ids,
    name: form.name,
    market: form.market,
    timeframe: form.timeframe,
    strategy: strategy.name,
    params: Object.fromEntries(
      strategy.parameters.map(({ name, default: fallback }) => [
        name,
        number(`params.${name}`, form.params[name] ?? String(fallback)),
      ]),
    ),
    settings: {
      cash: number("settings.cash", form.cash),
      size: fromPercent(number("settings.size", form.sizePercent)),
      stopLoss: optionalRatio("settings.stopLoss", form.stopLossPercent),
      takeProfit: optionalRatio("settings.takeProfit", form.takeProfitPercent),
    },
    start: true,
  };
  return Object.keys(errors).length > 0 ? { errors } : { input };
}

/** `0.02` → `"2"`; nothing → an empty field. */
export const percentText = (ratio: number | null): string =>
  ratio === null ? "" : String(Number((ratio * 100).toPrecision(12)));
