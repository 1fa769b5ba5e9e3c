import type { Actor } from "#server/kernel/actor.ts";
import type { Permission, Role } from "#server/kernel/permission.ts";
import type { LiveSession } from "#server/modules/auth/index.ts";

/** The person of a live session, as member of the tenant in question, or as a stranger to it. */
export function userActor(
  { id, user }: LiveSession,
  member: { role: Role; permissions: readonly Permission[] } | null,
): Actor {
  return {
    type: "user",
    userId: user.id,
    sessionId: id,
    name: user.name,
    email: user.email,
    role: member?.role ?? null,
    permissions: member?.permissions ?? [],
  };
}
