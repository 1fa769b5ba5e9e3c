import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError, twoFactorRequired } from "#server/kernel/errors.ts";
import { platformCommand } from "#server/kernel/verb.ts";
import { addressKey } from "#server/platform/address-key.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import type { AccessClaims } from "#server/platform/token.ts";
import { needsTwoFactor } from "../policy/needs-two-factor.ts";
import { endSessions } from "../sessions/end-sessions.ts";
import { idleMs } from "../sessions/rules.ts";
import { RefreshInput, Tokens } from "../token-schema.ts";
import { answerTokens } from "./issue-tokens.ts";
import { invalidRefresh, readRefresh } from "./read-refresh.ts";
import { advanceFamily } from "./refresh-store.ts";
import { clientPrint, judgeRefresh } from "./rules.ts";

/**
 * A refresh token against the next pair. Each is good once; a used one that comes again ends the session, whoever brings
 * it, because two hands hold the family then. The answer may be asked for again at once by the client that lost it.
 */
export const refresh = platformCommand({
  verb: "auth.refresh",
  access: "public",
  input: RefreshInput,
  output: Tokens,
  async prepare({ ctx, input }) {
    await requireRate(ctx.ports.rateLimit, RATE.tokenRefresh, addressKey(ctx.client.address));
    const { family, generation, claims, session } = await readRefresh(ctx, input.refreshToken);
    if (input.tenantId !== undefined && input.tenantId !== claims.tenantId) throw invalidRefresh();
    if (claims.tenantId && (await needsTwoFactor(ctx.ports, claims.tenantId, session)))
      throw twoFactorRequired();
    const verdict = judgeRefresh(family, generation, clientPrint(ctx.client), ctx.now());
    if (verdict === "reuse") await endFamily(ctx, claims, generation);
    if (verdict === "reuse" || verdict === "expired") throw invalidRefresh();
    return { family, verdict, claims };
  },
  async run({ ctx, prepared: { family, verdict, claims } }) {
    const { sessionId, userId, tenantId } = claims;
    if (verdict === "rotate") await rotate(ctx, sessionId, family.generation);
    const generation = family.generation + (verdict === "rotate" ? 1 : 0);
    return {
      value: await answerTokens(ctx, claims, family.salt, generation),
      audit: { entityId: sessionId, userId, ...(tenantId && { tenantId }), after: { generation } },
    };
  },
});

async function rotate(ctx: PlatformCtx, sessionId: string, generation: number): Promise<void> {
  const now = ctx.now();
  const idleExpiresAt = new Date(now.getTime() + idleMs(ctx.ports.env));
  const next = { rotatedAt: now, idleExpiresAt, client: clientPrint(ctx.client) };
  if (await advanceFamily(ctx.db, sessionId, generation, next)) return;
  throw new AppError("conflict", "This token is being refreshed by another request. Try again.", {
    reason: "refresh_raced",
  });
}

async function endFamily(ctx: PlatformCtx, claims: AccessClaims, generation: number): Promise<void> {
  const { sessionId, userId, tenantId } = claims;
  const tenant = tenantId === null ? {} : { tenantId };
  await ctx.transaction(async (tx) => {
    await endSessions(tx.ctx, userId, { only: sessionId });
    await tx.recordAudit("auth.reuseRefreshToken", {
      entityId: sessionId,
      userId,
      ...tenant,
      after: { generation },
    });
  });
}
