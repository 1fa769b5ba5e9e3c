import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { closeLinksOfUser } from "../links/link-store.ts";
import { endSessions } from "../sessions/end-sessions.ts";
import { setPasswordHash } from "../store.ts";

/** A new password ends what the old one began: every other session and every link that was mailed. */
export async function setPassword(
  ctx: PlatformCtx,
  {
    userId,
    passwordHash,
    keptSessionId,
  }: { userId: string; passwordHash: string; keptSessionId: string | null },
): Promise<void> {
  await setPasswordHash(ctx.db, userId, passwordHash);
  await closeLinksOfUser(ctx.db, userId, ctx.now());
  await endSessions(ctx, userId, keptSessionId === null ? {} : { except: keptSessionId });
}
