import type { Actor } from "#server/kernel/actor.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { needsTwoFactor, readSession } from "#server/modules/auth/index.ts";
import { readCookie } from "./cookie.ts";
import type { RequestLane } from "./lane.ts";
import { memberOf } from "./member-of.ts";
import { openSealedSession } from "./session-token.ts";
import { userActor } from "./user-actor.ts";

const VISITOR: Actor = { type: "visitor" };

/** Who the cookie says is asking, checked against the session's row: a revoked session is a visitor at once. */
export async function webActor(ports: Ports, lane: RequestLane, headers: Headers): Promise<Actor> {
  if (lane.isLapsed) return VISITOR;
  const token = readCookie(ports.env, headers, "session");
  const sessionId = token && (await openSealedSession(ports, token));
  const session = sessionId ? await readSession(ports, sessionId, lane.hostTenantId) : null;
  if (!session) return VISITOR;
  const member = lane.tenant && (await memberOf(ports, lane.tenant, session));
  const mustSetUp = lane.tenant && member ? await needsTwoFactor(ports, lane.tenant.id, session) : false;
  return userActor(session, member, { isAtRoot: lane.isRoot && !lane.tenant, needsTwoFactor: mustSetUp });
}
