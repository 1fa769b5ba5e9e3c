import { Command, InvalidArgumentError, Option } from "commander";
import { DEFAULT_SETTINGS, FILL_POLICIES, type FillPolicy, STRATEGIES } from "#server/engine/index.ts";
import { readParams } from "../read-params.ts";

export interface BacktestOptions {
  candles: string;
  strategy: string;
  params: Record<string, unknown>;
  cash: number;
  fee: number;
  makerFee?: number;
  slippage: number;
  fill: FillPolicy;
  stopLoss?: number;
  takeProfit?: number;
  size: number;
  step: number;
  finalize?: true;
  json?: true;
  trades?: string;
  equity?: string;
}

function readNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("It must be a number.");
  return value;
}

/** The flags, with defaults a user of backtesting.py expects: all funds in, fractional units, filled at the next open. */
export function backtestProgram(): Command {
  const fill = new Option("--fill <policy>", "when an order decided on a close fills").choices([
    ...FILL_POLICIES,
  ]);
  const number = (flags: string, about: string): Option => new Option(flags, about).argParser(readNumber);
  return new Command("backtest")
    .description("Runs a strategy over candles of a CSV file and reports what it found.")
    .requiredOption("--candles <file>", "CSV: time|date,open,high,low,close[,volume]")
    .requiredOption("--strategy <name>", STRATEGIES.map((strategy) => strategy.name).join(" | "))
    .option("--params <json>", "parameters of the strategy; defaults for those left out", readParams, {})
    .addOption(number("--cash <amount>", "start balance in quote").default(DEFAULT_SETTINGS.cash))
    .addOption(number("--fee <ratio>", "fee of every fill, 0.002 = 0.2 %").default(0))
    .addOption(number("--maker-fee <ratio>", "fee of take-profit fills, when it differs"))
    .addOption(number("--slippage <bps>", "basis points that market and stop orders fill worse").default(0))
    .addOption(fill.default(DEFAULT_SETTINGS.fillPolicy))
    .addOption(number("--stop-loss <ratio>", "distance below the entry price, 0.05 = 5 %"))
    .addOption(number("--take-profit <ratio>", "distance above the entry price"))
    .addOption(number("--size <ratio>", "share of available funds an entry spends").default(1))
    .addOption(
      number("--step <amount>", "amounts are rounded down to this; 0 = not at all").default(
        DEFAULT_SETTINGS.amountStep,
      ),
    )
    .option("--finalize", "sell what is still open at the last close")
    .option("--json", "print the report as one JSON object")
    .option("--trades <file>", "also write the closed trades as CSV")
    .option("--equity <file>", "also write equity and drawdown of every bar as CSV");
}

/** The flag behind a setting or parameter the engine refused. */
export const FLAG_OF: Readonly<Record<string, string>> = {
  strategy: "--strategy",
  cash: "--cash",
  takerFee: "--fee",
  makerFee: "--maker-fee",
  slippageBps: "--slippage",
  fillPolicy: "--fill",
  stopLoss: "--stop-loss",
  takeProfit: "--take-profit",
  size: "--size",
  amountStep: "--step",
};
