import { InvalidArgumentError } from "commander";

/** Of a flag that takes a JSON object. */
export function readParams(text: string): Record<string, unknown> {
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new InvalidArgumentError('It must be a JSON object such as {"length":14}.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
