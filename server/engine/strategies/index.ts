import { EngineError } from "../engine-error.ts";
import type { StrategyDefinition } from "../strategy.ts";
import { bollingerReversion } from "./bollinger-reversion.ts";
import { donchianBreakout } from "./donchian-breakout.ts";
import { emaCross } from "./ema-cross.ts";
import { macdCross } from "./macd.ts";
import { rsiReversion } from "./rsi-reversion.ts";
import { smaCross } from "./sma-cross.ts";
import { supertrend } from "./supertrend.ts";

/** Every kind of strategy the engine knows, in the order a catalogue shows them. */
export const STRATEGIES: readonly StrategyDefinition[] = [
  smaCross,
  emaCross,
  macdCross,
  rsiReversion,
  bollingerReversion,
  donchianBreakout,
  supertrend,
];

export function findStrategy(name: string): StrategyDefinition | undefined {
  return STRATEGIES.find((definition) => definition.name === name);
}

export function strategyNamed(name: string): StrategyDefinition {
  const definition = findStrategy(name);
  if (definition !== undefined) return definition;
  const known = STRATEGIES.map((item) => item.name).join(", ");
  throw new EngineError("invalid_parameters", "strategy", `There is no strategy "${name}"; known: ${known}`);
}
