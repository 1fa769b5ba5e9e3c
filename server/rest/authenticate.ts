import type { Actor } from "#server/kernel/actor.ts";
import type { Client, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { authenticateKey, looksLikeKey } from "#server/modules/api-keys/index.ts";
import { type LiveSession, needsTwoFactor, readSession } from "#server/modules/auth/index.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import { readAccessToken, tokenSecretsOf } from "#server/platform/token.ts";
import { resolveLane } from "#server/session/lane.ts";
import { memberOf } from "#server/session/member-of.ts";
import { userActor } from "#server/session/user-actor.ts";
import { addressedTenant } from "./addressed-tenant.ts";

export interface Caller {
  tenant: TenantInfo | null;
  actor: Actor;
}

/**
 * Who calls the API, and at which tenant: named by path, by host, by `X-Tenant-ID` (slug or id), or by the access token
 * or API key alone. Where several are given they must agree; a credential that does not is good for nothing.
 * @throws AppError `unauthenticated` for a credential that is not valid here.
 */
export async function authenticate(
  ports: Ports,
  headers: Headers,
  pathTenant: string | null,
  client: Client,
): Promise<Caller> {
  const addressed = await addressedTenant(ports, headers, pathTenant);
  const authorization = headers.get("authorization");
  if (authorization === null) return { tenant: addressed, actor: { type: "visitor" } };
  const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  if (!token) throw invalidToken();
  if (looksLikeKey(token)) {
    const caller = await authenticateKey(ports, token, client);
    if (addressed && addressed.id !== caller.tenant.id) throw invalidToken();
    return caller;
  }

  const claims = await readAccessToken(token, tokenSecretsOf(ports.env, ports.authSecret), ports.clock.now());
  const session = claims && (await readSession(ports, claims.sessionId, claims.tenantId));
  if (session && claims.tenantId === null) return operatorCaller(ports, headers, addressed, session);
  const tenant = claims?.tenantId ? await resolveTenant(ports, { id: claims.tenantId }) : null;
  if (!session || !tenant || (addressed && addressed.id !== tenant.id)) throw invalidToken();
  const member = await memberOf(ports, tenant, session);
  const mustSetUp = member !== null && (await needsTwoFactor(ports, tenant.id, session));
  return { tenant, actor: userActor(session, member, { needsTwoFactor: mustSetUp }) };
}

/** An operator's token is good on the root domain, names no tenant, and ends with the grant. */
async function operatorCaller(
  ports: Ports,
  headers: Headers,
  addressed: TenantInfo | null,
  session: LiveSession,
): Promise<Caller> {
  const { isRoot } = await resolveLane(ports, headers);
  if (!isRoot || addressed || !session.user.isOperator) throw invalidToken();
  return { tenant: null, actor: userActor(session, null, { isAtRoot: true }) };
}

const invalidToken = () =>
  new AppError("unauthenticated", "The access token is not valid here. Sign in again.", {
    reason: "invalid_token",
  });
