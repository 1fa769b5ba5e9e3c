import { cookies } from "next/headers";
import type { Actor } from "#server/kernel/actor.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { readSession } from "#server/modules/auth/index.ts";
import { findMember } from "#server/modules/tenancy/index.ts";
import { auth, sessionCookieName } from "./auth-js.ts";
import type { RequestLane } from "./lane.ts";
import { userActor } from "./user-actor.ts";

const VISITOR: Actor = { type: "visitor" };

/** Who the cookie says is asking, checked against the session's row: a revoked session is a visitor at once. */
export async function webActor(ports: Ports, lane: RequestLane): Promise<Actor> {
  if (!(await cookies()).has(sessionCookieName(ports))) return VISITOR;
  const sessionId = (await auth())?.sessionId;
  const session = sessionId ? await readSession(ports, sessionId, lane.hostTenantId) : null;
  if (!session) return VISITOR;
  const member = lane.tenant && (await findMember(ports.tenantDb(lane.tenant.id).client, session.user.id));
  return userActor(session, member, { isAtRoot: lane.isRoot && !lane.tenant });
}
