import { EngineError } from "./engine-error.ts";

export type ParameterUnit = "bars" | "ratio" | "percent" | "price" | "points" | "count";

/** One number a strategy asks for: enough to draw a form field, check it and explain it. */
export interface ParameterDefinition {
  readonly name: string;
  readonly label: string;
  readonly kind: "integer" | "number";
  readonly unit: ParameterUnit;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
  readonly explanation: string;
}

export type Parameters = Readonly<Record<string, number>>;

/** `parameter` is the name of the field to show the message at. */
export interface ParameterFault {
  readonly parameter: string;
  readonly message: string;
}

export function defaultParameters(definitions: readonly ParameterDefinition[]): Parameters {
  return Object.fromEntries(definitions.map((definition) => [definition.name, definition.default]));
}

function valueFault(definition: ParameterDefinition, value: unknown): string | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return `${definition.label} must be a number`;
  if (definition.kind === "integer" && !Number.isInteger(value))
    return `${definition.label} must be a whole number`;
  if (value < definition.min || value > definition.max) {
    return `${definition.label} must be between ${definition.min} and ${definition.max}, not ${value}`;
  }
  return undefined;
}

/** Every fault of names and ranges; a parameter left out takes its default. */
export function findParameterFaults(
  definitions: readonly ParameterDefinition[],
  given: Readonly<Record<string, unknown>>,
): ParameterFault[] {
  const known = new Map(definitions.map((definition) => [definition.name, definition]));
  const faults: ParameterFault[] = [];
  for (const [name, value] of Object.entries(given)) {
    const definition = known.get(name);
    const message =
      definition === undefined
        ? `There is no parameter "${name}"; known: ${[...known.keys()].join(", ")}`
        : valueFault(definition, value);
    if (message !== undefined) faults.push({ parameter: name, message });
  }
  return faults;
}

export function parameterOf(params: Parameters, name: string): number {
  const value = params[name];
  if (value === undefined)
    throw new EngineError("invalid_parameters", name, `Parameter "${name}" is missing`);
  return value;
}
