import * as oidc from "openid-client";
import type { Ports } from "#server/kernel/ctx.ts";
import { derivedToken } from "#server/platform/token.ts";
import type { Identity } from "../schema.ts";
import type { OidcConnection } from "../store.ts";
import { ssoRefusal } from "../words.ts";
import { identityOf } from "./claims.ts";
import { explainDiscovery, explainOidc } from "./explain.ts";
import { openProvider } from "./provider.ts";

/** What both halves of one sign-in share. The browser keeps its secret, the provider carries the state. */
export interface OidcTrip {
  tenantId: string;
  redirectUri: string;
  state: string;
  browserSecret: string;
}

// Made again from what the browser brings back, so that nothing of it is stored.
const verifierOf = ({ browserSecret, state }: OidcTrip) => derivedToken(browserSecret, `pkce ${state}`);
const nonceOf = ({ browserSecret, state }: OidcTrip) => derivedToken(browserSecret, `nonce ${state}`);

/** The provider's address for this sign-in: authorization code with PKCE, state and nonce (OpenID Connect Core §3.1). */
export async function authorizationUrl(
  ports: Ports,
  connection: OidcConnection,
  trip: OidcTrip & { isAgain: boolean },
): Promise<string> {
  const config = await openProvider(ports, trip.tenantId, connection).catch((error) => {
    throw explainDiscovery(error);
  });
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: trip.redirectUri,
    scope: scopesOf(connection),
    state: trip.state,
    nonce: nonceOf(trip),
    code_challenge: await oidc.calculatePKCECodeChallenge(verifierOf(trip)),
    code_challenge_method: "S256",
    // Asked for a maximum age, the provider must also say when the person signed in (§3.1.2.1).
    ...(trip.isAgain ? { prompt: "login", max_age: "0" } : {}),
  });
  return url.href;
}

export const scopesOf = ({ settings }: OidcConnection): string =>
  [...new Set(["openid", "email", "profile", ...settings.scopes])].join(" ");

/**
 * What the provider's answer says, after every check: state, `iss` (RFC 9207), PKCE, and of the ID token signature,
 * issuer, audience, expiry and nonce.
 * @param search the callback's query as it came.
 * @throws AppError `forbidden` with the problem's code
 */
export async function readCallback(
  ports: Ports,
  connection: OidcConnection,
  trip: OidcTrip,
  search: URLSearchParams,
): Promise<Identity> {
  const config = await openProvider(ports, trip.tenantId, connection).catch((error) => {
    throw explainDiscovery(error);
  });
  try {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(`${trip.redirectUri}?${search}`), {
      pkceCodeVerifier: verifierOf(trip),
      expectedState: trip.state,
      expectedNonce: nonceOf(trip),
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw ssoRefusal("response_invalid", "There was no ID token.");
    const isWhole = typeof claims.email === "string";
    const more =
      isWhole || !config.serverMetadata().userinfo_endpoint
        ? {}
        : await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
    return identityOf({ ...more, ...claims }, connection.settings);
  } catch (error) {
    throw explainOidc(error);
  }
}
