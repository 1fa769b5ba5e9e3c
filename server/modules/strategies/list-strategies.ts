import { STRATEGIES } from "#server/engine/index.ts";
import { query } from "#server/kernel/verb.ts";
import { ListStrategiesInput, Strategies } from "./schema.ts";

export const listStrategies = query({
  verb: "strategy.list",
  permission: "strategy:read",
  input: ListStrategiesInput,
  output: Strategies,
  run: async () =>
    STRATEGIES.map(({ name, title, summary, explanation, parameters }) => ({
      name,
      title,
      summary,
      explanation,
      parameters: [...parameters],
    })),
});
