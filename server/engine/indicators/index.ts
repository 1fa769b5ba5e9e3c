import { EngineError } from "../engine-error.ts";
import { defaultParameters, findParameterFaults, type Parameters } from "../parameters.ts";
import { averages } from "./averages.ts";
import type { IndicatorDefinition } from "./definition.ts";
import { oscillators } from "./oscillators.ts";
import { trends } from "./trends.ts";

/** Every indicator there is, by name. */
export const INDICATORS: ReadonlyMap<string, IndicatorDefinition> = new Map(
  [...averages, ...oscillators, ...trends].map((definition) => [definition.name, definition]),
);

/** Complete, checked parameters. @throws EngineError `invalid_parameters` with the first fault */
export function resolveIndicatorParameters(
  { parameters }: IndicatorDefinition,
  given: Readonly<Record<string, unknown>>,
): Parameters {
  const [fault] = findParameterFaults(parameters, given);
  if (fault) throw new EngineError("invalid_parameters", fault.parameter, fault.message);
  const params: Record<string, number> = { ...defaultParameters(parameters) };
  for (const [name, value] of Object.entries(given)) if (typeof value === "number") params[name] = value;
  return params;
}
