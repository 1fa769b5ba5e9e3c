import type { Ctx } from "#server/kernel/ctx.ts";
import { randomToken, tokenHash } from "#server/platform/token.ts";
import { endpointsOf } from "./endpoints.ts";
import { insertFlow } from "./flow-store.ts";
import { authorizationUrl } from "./oidc/sign-in.ts";
import { openConnection } from "./open-connection.ts";
import { keysIn, openOwnKeys } from "./saml/own-keys.ts";
import { requestUrl } from "./saml/request.ts";
import { type Connection, findConnection, type SamlConnection } from "./store.ts";
import { ssoRefusal } from "./words.ts";

export const FLOW_LIFETIME_MS = 10 * 60_000;

export interface Begin {
  /** The tenant's own host that the browser is on, and will come back to. */
  origin: string;
  /** Path on that host to open afterwards. */
  next: string;
  /** Kept by the browser in a cookie of its host; without it the answer is good for nothing. */
  browserSecret: string;
  /** Set for a test by an administrator, who may try what is not switched on yet. */
  testerId: string | null;
  /** After a sign-in that failed: the provider is to ask anew, or it would sign in the same person again unasked. */
  isAgain?: boolean;
}

/** Begins a sign-in. @returns the provider's address to send the browser to. */
export async function beginSso(
  ctx: Ctx,
  { origin, next, browserSecret, testerId, isAgain = false }: Begin,
): Promise<string> {
  const connection = testerId ? await findConnection(ctx.db) : await openConnection(ctx);
  if (!connection) throw ssoRefusal("off");
  const state = randomToken();
  const requestId = `_${randomToken()}`;
  const url = await departure(ctx, connection, { origin, state, browserSecret, requestId, isAgain });
  const expiresAt = new Date(ctx.now().getTime() + FLOW_LIFETIME_MS);
  await insertFlow(
    ctx.db,
    {
      id: tokenHash(state),
      connectionId: connection.id,
      browserHash: tokenHash(browserSecret),
      origin,
      next,
      testerId,
      requestId: connection.kind === "saml" ? requestId : null,
      expiresAt,
    },
    ctx.now(),
  );
  return url;
}

async function departure(
  ctx: Ctx,
  connection: Connection,
  {
    origin,
    state,
    browserSecret,
    requestId,
    isAgain,
  }: { origin: string; state: string; browserSecret: string; requestId: string; isAgain: boolean },
): Promise<string> {
  const { redirectUri, acsUrl, entityId } = endpointsOf(ctx.ports, ctx.tenant.slug, origin);
  switch (connection.kind) {
    case "oidc":
      return authorizationUrl(ctx.ports, connection, {
        tenantId: ctx.tenant.id,
        redirectUri,
        state,
        browserSecret,
        isAgain,
      });
    case "saml":
      return requestUrl(
        connection.settings,
        { acsUrl, entityId },
        { relayState: state, id: requestId, isAgain, signingKey: await signingKeyOf(ctx, connection) },
      );
    default:
      return connection satisfies never;
  }
}

async function signingKeyOf(ctx: Ctx, connection: SamlConnection): Promise<string | null> {
  if (!connection.settings.signRequests) return null;
  const opened = await openOwnKeys(ctx, connection);
  return opened && keysIn(opened).signing;
}
