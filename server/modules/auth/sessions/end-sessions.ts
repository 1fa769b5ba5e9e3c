import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { recordAudit } from "../../audit/index.ts";
import { endLiveSessions, type WhichSessions } from "./store.ts";

/** Tells open streams that their session is over; carries a `SessionsEnded`. */
export const SESSIONS_ENDED = "sessions.ended";

export interface SessionsEnded extends WhichSessions {
  userId: string;
}

/**
 * Ends sessions of a person at once, in every process: each request reads its session's row. Writes `session.end` to
 * the log of every tenant concerned. After a change of password call it with `except: the current session`.
 * @returns how many were open.
 */
export async function endSessions(
  ctx: PlatformCtx,
  userId: string,
  which: WhichSessions = {},
): Promise<number> {
  const ended = await endLiveSessions(ctx.db, userId, which, ctx.now());
  for (const { id, hostTenantId } of ended) {
    const tenant = hostTenantId === null ? {} : { tenantId: hostTenantId };
    await recordAudit(ctx, "session.end", { entityId: id, userId, ...tenant });
  }
  // Before the commit, and believed as it is: should that fail, a stream has ended for nothing and comes back.
  const message: SessionsEnded = { userId, ...which };
  if (ended.length > 0) ctx.ports.signal.publish(SESSIONS_ENDED, message);
  return ended.length;
}

/** Calls `listener` when the session is ended, in whichever process. @returns what ends the subscription. */
export function onSessionEnd(
  { signal }: PlatformCtx["ports"],
  session: { id: string; userId: string },
  listener: () => void,
): () => void {
  return signal.subscribe(SESSIONS_ENDED, (message) => {
    const { userId, only, except } = message as SessionsEnded; // published just above only
    if (userId === session.userId && (only ?? session.id) === session.id && except !== session.id) listener();
  });
}
