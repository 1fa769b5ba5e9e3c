import { platformCommand } from "#server/kernel/verb.ts";
import { changeOperator } from "./change-operator.ts";
import { Operator, OperatorEmail } from "./schema.ts";

/** Takes effect with the next request: whether somebody is an operator is read with the session. */
export const revokeOperator = platformCommand({
  verb: "operator.revoke",
  access: "system",
  input: OperatorEmail,
  output: Operator,
  run: ({ ctx, input }) => changeOperator(ctx, input.email, false),
});
