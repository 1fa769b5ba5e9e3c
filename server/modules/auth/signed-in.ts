import type { Actor } from "#server/kernel/actor.ts";
import { AppError } from "#server/kernel/errors.ts";

/** The person who asks. @throws AppError `unauthenticated` when it is not a person with a session. */
export function signedIn({ actor }: { actor: Actor }): Extract<Actor, { type: "user" }> {
  if (actor.type === "user") return actor;
  throw new AppError("unauthenticated", "Sign in to continue.");
}
