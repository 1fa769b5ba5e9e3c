import type { Ports } from "#server/kernel/ctx.ts";
import type { User } from "../store.ts";
import { idleMs, SEEN_EVERY_MS } from "./rules.ts";
import { findLiveSession, setSessionSeen } from "./store.ts";

export interface LiveSession {
  id: string;
  user: User & { isOperator: boolean };
  /** When password or passkey was last shown in it. */
  authenticatedAt: Date | null;
  secondFactorAt: Date | null;
  /** How the person proved who they are. */
  method: string;
}

/** The session, if it is alive and was opened on this very host: one made at a sibling is no session here. */
export async function readSession(
  ports: Ports,
  sessionId: string,
  hostTenantId: string | null,
): Promise<LiveSession | null> {
  const { client: db } = ports.systemDb;
  const now = ports.clock.now();
  const row = await findLiveSession(db, sessionId, now, new Date(now.getTime() - idleMs(ports.env)));
  if (row?.hostTenantId !== hostTenantId) return null;
  const { id, user, authenticatedAt, secondFactorAt, lastSeenAt, method } = row;
  const isStale = lastSeenAt === null || now.getTime() - lastSeenAt.getTime() > SEEN_EVERY_MS;
  if (isStale) await setSessionSeen(db, id, now);
  return { id, user, authenticatedAt, secondFactorAt, method };
}
