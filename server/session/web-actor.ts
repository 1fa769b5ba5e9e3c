import { cookies } from "next/headers";
import type { Actor } from "#server/kernel/actor.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { readSession } from "#server/modules/auth/index.ts";
import { findRole } from "#server/modules/tenancy/index.ts";
import { auth, sessionCookieName } from "./auth-js.ts";
import type { RequestLane } from "./lane.ts";

const VISITOR: Actor = { type: "visitor" };

/** Who the cookie says is asking, checked against the session's row: a revoked session is a visitor at once. */
export async function webActor(ports: Ports, lane: RequestLane): Promise<Actor> {
  if (!(await cookies()).has(sessionCookieName(ports))) return VISITOR;
  const sessionId = (await auth())?.sessionId;
  const session = sessionId ? await readSession(ports, sessionId, lane.hostTenantId) : null;
  if (!session) return VISITOR;
  const { user } = session;
  const role = lane.tenant && (await findRole(ports.tenantDb(lane.tenant.id).client, user.id));
  return { type: "user", userId: user.id, sessionId: session.id, name: user.name, email: user.email, role };
}
