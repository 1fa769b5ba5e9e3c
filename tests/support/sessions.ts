import type { Ports } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { openSignedInSession } from "#server/modules/auth/index.ts";

/** A session as a right password opens it. @returns its id */
export async function openTestSession(
  ports: Ports,
  userId: string,
  hostTenantId: string | null,
): Promise<string> {
  const ctx = platformCtx(ports, { type: "visitor" });
  const proof = { userId, hostTenantId, method: "password" as const, secondFactor: false };
  const { signedIn } = await ctx.transaction((tx) => openSignedInSession(tx.ctx, proof));
  return signedIn.sessionId;
}
