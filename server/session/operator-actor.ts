import type { Actor } from "#server/kernel/actor.ts";
import type { PlatformVerb } from "#server/kernel/verb.ts";

/**
 * One person, two hats: whoever runs the platform acts as operator in the operator's verbs, and as themselves in all
 * others. The log of a tenant then says which of the two it was.
 */
export function actorFor({ access }: Pick<PlatformVerb, "access">, actor: Actor): Actor {
  const isOperating = access === "operator" && actor.type === "user" && actor.isOperator === true;
  return isOperating ? { type: "operator", userId: actor.userId } : actor;
}
