import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { tokenSecretsOf } from "#server/platform/token.ts";
import { findMember } from "../../tenancy/index.ts";
import { readSession } from "../sessions/read-session.ts";
import { findFamily } from "./refresh-store.ts";
import { isGenuine, parseRefreshToken } from "./refresh-token.ts";

/**
 * The family of a refresh token that was really given out, of a session that lives, of a person who may still be here.
 * @throws AppError `unauthenticated`, the same for whatever is wrong
 */
export async function readRefresh(ctx: PlatformCtx, text: string) {
  const { ports } = ctx;
  const given = parseRefreshToken(text);
  const family = given && (await findFamily(ports.systemDb.client, given.sessionId));
  const secrets = tokenSecretsOf(ports.env, ports.authSecret);
  if (!given || !family || !isGenuine(given, family.salt, secrets)) throw invalidRefresh();
  const { userId, hostTenantId: tenantId } = family.session;
  const session = await readSession(ports, given.sessionId, tenantId);
  const mayStay =
    tenantId === null ? session?.user.isOperator : await findMember(ports.tenantDb(tenantId).client, userId);
  if (!session || !mayStay) throw invalidRefresh();
  return {
    family,
    session,
    generation: given.generation,
    claims: { userId, tenantId, sessionId: given.sessionId },
  };
}

export const invalidRefresh = () =>
  new AppError("unauthenticated", "This refresh token is not valid any more. Sign in again.", {
    reason: "invalid_token",
  });
