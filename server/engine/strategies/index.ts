import { EngineError } from "../engine-error.ts";
import type { StrategyDefinition } from "../strategy.ts";
import { smaCross } from "./sma-cross.ts";

/** Every kind of strategy the engine knows, in the order a catalogue shows them. */
export const STRATEGIES: readonly StrategyDefinition[] = [smaCross];

export function findStrategy(name: string): StrategyDefinition | undefined {
  return STRATEGIES.find((definition) => definition.name === name);
}

export function strategyNamed(name: string): StrategyDefinition {
  const definition = findStrategy(name);
  if (definition !== undefined) return definition;
  const known = STRATEGIES.map((item) => item.name).join(", ");
  throw new EngineError("invalid_parameters", "strategy", `There is no strategy "${name}"; known: ${known}`);
}
