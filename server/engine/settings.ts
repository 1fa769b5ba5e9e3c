import { EngineError } from "./engine-error.ts";

export const FILL_POLICIES = ["next_open", "same_close"] as const;
export type FillPolicy = (typeof FILL_POLICIES)[number];

/** How a run trades. Ratios are plain (0.002 = 0.2 %); money is in the quote currency, amounts in the base currency. */
export interface RunSettings {
  /** Start balance. */
  readonly cash: number;
  /** Share of the available funds one entry spends, fee included, above 0 and at most 1. */
  readonly size: number;
  /** Fee ratio of market and stop orders; a negative one is a rebate. */
  readonly takerFee: number;
  /** Fee ratio of resting limit orders (take-profit). */
  readonly makerFee: number;
  /** How much worse than the reference price market and stop orders fill, in basis points. */
  readonly slippageBps: number;
  /** `next_open`: decided on a closed bar, filled at the open of the next. `same_close`: filled at the deciding close. */
  readonly fillPolicy: FillPolicy;
  /** Distance below the entry price as a ratio of it, or null for none. */
  readonly stopLoss: number | null;
  /** Distance above the entry price as a ratio of it, or null for none. */
  readonly takeProfit: number | null;
  /** Amounts are rounded down to a multiple of this; 0 = no rounding. */
  readonly amountStep: number;
  /** Stop and limit prices are rounded to a multiple of this, away from filling; 0 = no rounding. */
  readonly priceTick: number;
  /** Orders worth less in quote are denied. */
  readonly minNotional: number;
  /** Sell what is still open at the last close, instead of leaving it open and marked to that close. */
  readonly finalizeTrades: boolean;
}

export const DEFAULT_SETTINGS: RunSettings = {
  cash: 10_000,
  size: 1,
  takerFee: 0,
  makerFee: 0,
  slippageBps: 0,
  fillPolicy: "next_open",
  stopLoss: null,
  takeProfit: null,
  amountStep: 1e-8,
  priceTick: 0,
  minNotional: 0,
  finalizeTrades: false,
};

type SettingName = keyof RunSettings;

function isStep(step: number): boolean {
  if (step === 0 || (step >= 1 && Number.isInteger(step))) return true;
  return step > 0 && step < 1 && Math.abs(1 / step - Math.round(1 / step)) < 1e-6;
}

function findFault(settings: RunSettings): [SettingName, string] | undefined {
  const { cash, size, takerFee, makerFee, slippageBps, stopLoss, takeProfit } = settings;
  if (!(cash > 0 && cash <= 1e15)) return ["cash", "Start balance must be above 0"];
  if (!(size > 0 && size <= 1)) return ["size", "Size must be above 0 and at most 1 (all available funds)"];
  if (!(takerFee > -0.5 && takerFee < 0.5)) return ["takerFee", "Fee must be a ratio between -0.5 and 0.5"];
  if (!(makerFee > -0.5 && makerFee < 0.5)) return ["makerFee", "Fee must be a ratio between -0.5 and 0.5"];
  if (!(slippageBps >= 0 && slippageBps < 5000))
    return ["slippageBps", "Slippage must be 0 to 5000 basis points"];
  if (!FILL_POLICIES.includes(settings.fillPolicy))
    return ["fillPolicy", `Fill must be ${FILL_POLICIES.join(" or ")}`];
  if (stopLoss !== null && !(stopLoss > 0 && stopLoss < 1))
    return ["stopLoss", "Stop-loss must be a ratio between 0 and 1"];
  if (takeProfit !== null && !(takeProfit > 0 && takeProfit <= 1000))
    return ["takeProfit", "Take-profit must be a ratio above 0"];
  if (!isStep(settings.amountStep))
    return ["amountStep", "Amount step must be 0, a whole number or one part of a whole"];
  if (!isStep(settings.priceTick))
    return ["priceTick", "Price tick must be 0, a whole number or one part of a whole"];
  if (!(settings.minNotional >= 0)) return ["minNotional", "Smallest order must be 0 or more"];
  return undefined;
}

/** Defaults filled in and every value checked; throws `EngineError("invalid_settings")` that names the setting. */
export function resolveSettings(given: Partial<RunSettings> = {}): RunSettings {
  const settings: RunSettings = { ...DEFAULT_SETTINGS, ...given };
  const fault = findFault(settings);
  if (fault !== undefined) throw new EngineError("invalid_settings", fault[0], fault[1]);
  return settings;
}
