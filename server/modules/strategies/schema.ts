import { z } from "zod";

export const ListStrategiesInput = z.strictObject({});

/** Enough to draw a form field, check it and explain it. */
export const StrategyParameter = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(["integer", "number"]),
  unit: z.enum(["bars", "ratio", "percent", "price", "points", "count"]),
  min: z.number(),
  max: z.number(),
  step: z.number(),
  default: z.number(),
  explanation: z.string(),
});
export type StrategyParameter = z.output<typeof StrategyParameter>;

export const Strategy = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  explanation: z.string(),
  parameters: z.array(StrategyParameter),
});
export type Strategy = z.output<typeof Strategy>;

export const Strategies = z.array(Strategy);
