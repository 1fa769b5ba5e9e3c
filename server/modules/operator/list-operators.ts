import { platformQuery } from "#server/kernel/verb.ts";
import { listOperators as readOperators } from "./operator-store.ts";
import { Nothing, Operators } from "./schema.ts";

export const listOperators = platformQuery({
  verb: "operator.list",
  access: "operator",
  input: Nothing,
  output: Operators,
  run: ({ ctx }) => readOperators(ctx.db),
});
