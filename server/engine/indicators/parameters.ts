import type { ParameterDefinition } from "../parameters.ts";

const LONGEST = 5_000;

/** How many bars something covers. */
export const bars = (
  name: string,
  fallback: number,
  explanation: string,
  label = "Length",
  min = 1,
): ParameterDefinition => ({
  name,
  label,
  kind: "integer",
  unit: "bars",
  min,
  max: LONGEST,
  step: 1,
  default: fallback,
  explanation,
});

/** How many times a measure of movement. */
export const factor = (
  name: string,
  label: string,
  fallback: number,
  explanation: string,
): ParameterDefinition => ({
  name,
  label,
  kind: "number",
  unit: "ratio",
  min: 0.001,
  max: 100,
  step: 0.001,
  default: fallback,
  explanation,
});
