import { strategyTitle } from "../strategies/parameter-text.ts";
import type { Outputs } from "../trpc/outputs.ts";
import { type BotForm, percentText } from "./bot-form-state.ts";

type Backtest = Outputs["backtests"]["get"];

/** The form filled from a backtest, so far as a bot can take it over; from defaults where there is none. */
export function initialBotForm(
  backtest: Backtest | null,
  strategies: Outputs["strategies"]["list"],
  markets: Outputs["markets"]["list"],
): BotForm {
  const strategy = backtest?.strategy ?? strategies[0]?.name ?? "";
  const source = backtest?.source.type === "market" ? backtest.source : null;
  const market = source?.market ?? markets[0]?.symbol ?? "";
  return {
    name: `${market.split("-")[0]} ${strategyTitle(strategy)}`,
    strategy,
    params: Object.fromEntries(
      Object.entries(backtest?.params ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    market,
    timeframe: source?.timeframe ?? "1m",
    cash: String(numberAt(backtest, "cash") ?? 10_000),
    sizePercent: percentText(numberAt(backtest, "size") ?? 1),
    stopLossPercent: percentText(numberAt(backtest, "stopLoss")),
    takeProfitPercent: percentText(numberAt(backtest, "takeProfit")),
  };
}

function numberAt(backtest: Backtest | null, name: string): number | null {
  const value = backtest?.settings[name];
  return typeof value === "number" ? value : null;
}
