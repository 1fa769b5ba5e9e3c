import { notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { setOperator } from "./operator-store.ts";
import { Operator, OperatorEmail } from "./schema.ts";

/** Takes effect with the next request: whether somebody is an operator is read with the session. */
export const revokeOperator = platformCommand({
  verb: "operator.revoke",
  access: "system",
  input: OperatorEmail,
  output: Operator,
  async run({ ctx, input }) {
    const person = await setOperator(ctx.db, input.email, false);
    if (!person) throw notFound(`An account of ${input.email}`);
    return {
      value: person,
      audit: {
        entityId: person.id,
        userId: person.id,
        before: { isOperator: person.isOperator },
        after: { isOperator: false },
      },
    };
  },
});
