import { z } from "zod";
import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import type { AccessClaims } from "#server/platform/token.ts";
import { endSessions } from "../sessions/end-sessions.ts";
import { signedIn } from "../signed-in.ts";

import { LogoutInput } from "../token-schema.ts";
import { readRefresh } from "./read-refresh.ts";
import { findFamily } from "./refresh-store.ts";

/** Ends the session of the access token, or of the refresh token where the other has expired, and all tokens with it. */
export const logout = platformCommand({
  verb: "auth.logout",
  access: "public",
  input: LogoutInput,
  output: z.null(),
  async prepare({ ctx, input: { refreshToken } }) {
    return refreshToken === undefined ? ownClaims(ctx) : (await readRefresh(ctx, refreshToken)).claims;
  },
  async run({ ctx, prepared: { sessionId, userId, tenantId } }) {
    await endSessions(ctx, userId, { only: sessionId });
    return { value: null, audit: { entityId: sessionId, userId, ...(tenantId && { tenantId }) } };
  },
});

async function ownClaims(ctx: PlatformCtx): Promise<AccessClaims> {
  const { sessionId, userId } = signedIn(ctx);
  const family = await findFamily(ctx.ports.systemDb.client, sessionId);
  return { sessionId, userId, tenantId: family?.session.hostTenantId ?? null };
}
