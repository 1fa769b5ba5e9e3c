import type { Actor } from "./actor.ts";
import { AppError } from "./errors.ts";

/** How long a shown password or passkey counts. */
export const RECENT_MS = 10 * 60_000;

/**
 * For changes to one's own security, and those that can't be taken back: asks that password or passkey were shown in this
 * session within ten minutes (OWASP ASVS 5.0, 7.5.1). Reads the actor only, so it may stand anywhere in a verb.
 * @throws AppError `forbidden`, reason `reauthentication_required`: the typed client asks the person and repeats the call.
 */
export function requireRecentAuth({ actor, now }: { actor: Actor; now(): Date }): void {
  if (actor.type === "system") return;
  if (actor.type !== "user") throw new AppError("unauthenticated", "Sign in to continue.");
  const { authenticatedAt } = actor;
  if (authenticatedAt && now().getTime() - authenticatedAt.getTime() <= RECENT_MS) return;
  throw new AppError("forbidden", "Show that it is you to go on.", { reason: "reauthentication_required" });
}
