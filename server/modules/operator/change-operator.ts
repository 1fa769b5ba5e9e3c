import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { setOperator } from "./operator-store.ts";

/** Makes a person an operator, or no longer one, and says what the log keeps of it. */
export async function changeOperator(ctx: PlatformCtx, email: string, isOperator: boolean) {
  const person = await setOperator(ctx.db, email, isOperator);
  if (!person) throw notFound(`An account of ${email}`);
  return {
    value: person,
    audit: {
      entityId: person.id,
      userId: person.id,
      before: { isOperator: person.isOperator },
      after: { isOperator },
    },
  };
}
