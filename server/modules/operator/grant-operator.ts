import { platformCommand } from "#server/kernel/verb.ts";
import { changeOperator } from "./change-operator.ts";
import { Operator, OperatorEmail } from "./schema.ts";

/** Lets a person who has an account run the platform. Whoever has a shell on the machine decides this, no screen does. */
export const grantOperator = platformCommand({
  verb: "operator.grant",
  access: "system",
  input: OperatorEmail,
  output: Operator,
  run: ({ ctx, input }) => changeOperator(ctx, input.email, true),
});
