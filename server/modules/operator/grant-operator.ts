import { notFound } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { setOperator } from "./operator-store.ts";
import { Operator, OperatorEmail } from "./schema.ts";

/** Lets a person who has an account run the platform. Whoever has a shell on the machine decides this, no screen does. */
export const grantOperator = platformCommand({
  verb: "operator.grant",
  access: "system",
  input: OperatorEmail,
  output: Operator,
  async run({ ctx, input }) {
    const person = await setOperator(ctx.db, input.email, true);
    if (!person) throw notFound(`An account of ${input.email}`);
    return {
      value: person,
      audit: {
        entityId: person.id,
        userId: person.id,
        before: { isOperator: person.isOperator },
        after: { isOperator: true },
      },
    };
  },
});
