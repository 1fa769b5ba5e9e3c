import type { Ports } from "#server/kernel/ctx.ts";
import { newId } from "#server/platform/ids.ts";
import {
  findLiveSession,
  insertSession,
  setSessionRevoked,
  setSessionsRevokedAt,
  type User,
} from "./store.ts";

export const SESSION_LIFETIME_MS = 30 * 24 * 3_600_000;
const MAX_USER_AGENT = 300;

export interface LiveSession {
  id: string;
  user: User & { isOperator: boolean };
}

export async function openSession(
  ports: Ports,
  { userId, hostTenantId, userAgent }: { userId: string; hostTenantId: string | null; userAgent: string },
): Promise<string> {
  const createdAt = ports.clock.now();
  const id = newId(createdAt);
  const expiresAt = new Date(createdAt.getTime() + SESSION_LIFETIME_MS);
  await insertSession(ports.systemDb.client, {
    id,
    userId,
    hostTenantId,
    userAgent: userAgent.slice(0, MAX_USER_AGENT),
    createdAt,
    expiresAt,
  });
  return id;
}

/** The session, if it is alive and was opened on this very host: one made at a sibling is no session here. */
export async function readSession(
  ports: Ports,
  sessionId: string,
  hostTenantId: string | null,
): Promise<LiveSession | null> {
  const row = await findLiveSession(ports.systemDb.client, sessionId, ports.clock.now());
  return row && row.hostTenantId === hostTenantId ? { id: row.id, user: row.user } : null;
}

export function revokeSession(ports: Ports, sessionId: string): Promise<void> {
  return setSessionRevoked(ports.systemDb.client, sessionId, ports.clock.now());
}

/** Ends a person's sessions at one tenant, wherever they were opened there. */
export function revokeSessionsAt(ports: Ports, tenantId: string, userId: string): Promise<void> {
  return setSessionsRevokedAt(ports.systemDb.client, tenantId, userId, ports.clock.now());
}
