import type { Candles } from "../candles.ts";
import { at } from "../columns.ts";
import type { Parameters } from "../parameters.ts";
import type { IndicatorDefinition } from "./definition.ts";

/** An indicator over whole columns, by output: bit for bit what its machine gives bar by bar. */
export function indicatorColumns(
  definition: IndicatorDefinition,
  candles: Candles,
  params: Parameters,
): Record<string, Float64Array> {
  const machine = definition.create(params);
  const bar = new Float64Array(definition.outputs.length);
  const columns = definition.outputs.map(() => new Float64Array(candles.length));
  for (let i = 0; i < candles.length; i++) {
    machine.next(candles, i, bar);
    for (const [index, column] of columns.entries()) column[i] = at(bar, index);
  }
  return Object.fromEntries(definition.outputs.map((name, index) => [name, columns[index] ?? bar]));
}
