import type { Actor } from "#server/kernel/actor.ts";
import type { Permission, Role } from "#server/kernel/permission.ts";
import type { LiveSession } from "#server/modules/auth/index.ts";

/**
 * The person of a live session, as member of the tenant in question, or as a stranger to it.
 * @param needsTwoFactor the tenant asks for a second factor that the person has not: may do nothing there until then
 * @param isAtRoot the request is to the root domain itself, where an operator may act as one
 */
export function userActor(
  { id, user, authenticatedAt, method }: LiveSession,
  member: { role: Role; permissions: readonly Permission[] } | null,
  { isAtRoot = false, needsTwoFactor = false } = {},
): Actor {
  return {
    type: "user",
    userId: user.id,
    sessionId: id,
    name: user.name,
    email: user.email,
    role: member?.role ?? null,
    permissions: needsTwoFactor ? [] : (member?.permissions ?? []),
    ...(isAtRoot && user.isOperator ? { isOperator: true as const } : {}),
    ...(method === "sso" ? { isVouched: true as const } : {}),
    ...(needsTwoFactor ? { needsTwoFactor: true as const } : {}),
    authenticatedAt,
  };
}
