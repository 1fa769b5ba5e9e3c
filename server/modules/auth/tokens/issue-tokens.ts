import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { type AccessClaims, randomToken, signAccessToken, tokenSecretsOf } from "#server/platform/token.ts";
import { idleMs } from "../sessions/rules.ts";
import { insertFamily } from "./refresh-store.ts";
import { refreshTokenOf } from "./refresh-token.ts";
import { ACCESS_SECONDS, clientPrint } from "./rules.ts";

/** The first tokens of a new session, in the transaction that opens it. */
export async function issueTokens(ctx: PlatformCtx, claims: AccessClaims) {
  const now = ctx.now();
  const { sessionId } = claims;
  const salt = randomToken();
  await insertFamily(ctx.db, {
    sessionId,
    salt,
    rotatedAt: now,
    idleExpiresAt: new Date(now.getTime() + idleMs(ctx.ports.env)),
    client: clientPrint(ctx.client),
  });
  return answerTokens(ctx, claims, salt, 0);
}

/** An access token, and the refresh token of this generation. */
export async function answerTokens(
  { ports, now }: PlatformCtx,
  claims: AccessClaims,
  salt: string,
  generation: number,
) {
  const secrets = tokenSecretsOf(ports.env, ports.authSecret);
  return {
    accessToken: await signAccessToken(claims, secrets, now(), ACCESS_SECONDS),
    refreshToken: refreshTokenOf({ sessionId: claims.sessionId, generation }, salt, secrets),
    tokenType: "Bearer" as const,
    expiresInSeconds: ACCESS_SECONDS,
  };
}
