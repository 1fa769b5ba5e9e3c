import {
  checkParameters,
  EngineError,
  findStrategy,
  type Parameters,
  type RunSettings,
  resolveSettings,
  type StrategyDefinition,
} from "#server/engine/index.ts";
import { AppError, fieldError } from "#server/kernel/errors.ts";

export interface ChosenStrategy {
  definition: StrategyDefinition;
  params: Parameters;
  settings: RunSettings;
}

/**
 * A strategy with complete, checked parameters and settings.
 * @throws AppError `invalid_input` with every fault at its field: `strategy`, `params.fast`, `settings.cash`.
 */
export function chooseStrategy(
  name: string,
  params: Readonly<Record<string, number>>,
  settings: Partial<RunSettings>,
): ChosenStrategy {
  const definition = findStrategy(name);
  if (!definition) throw fieldError("strategy", `There is no strategy called ${name}.`);
  const check = checkParameters(definition, params);
  if (!check.ok) {
    const fields = Object.fromEntries(
      check.faults.map(({ parameter, message }) => [`params.${parameter}`, message]),
    );
    throw new AppError("invalid_input", check.faults[0]?.message ?? "The parameters are not valid.", {
      fields,
    });
  }
  return { definition, params: check.params, settings: checkSettings(settings) };
}

function checkSettings(settings: Partial<RunSettings>): RunSettings {
  try {
    return resolveSettings(settings);
  } catch (error) {
    if (error instanceof EngineError) throw fieldError(`settings.${error.path}`, error.message);
    throw error;
  }
}
