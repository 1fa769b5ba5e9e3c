import * as oidc from "openid-client";
import type { Ports } from "#server/kernel/ctx.ts";
import { Secret } from "#server/kernel/secret.ts";
import { clockSkewSeconds } from "#server/platform/clock.ts";
import type { Http } from "#server/platform/http.ts";
import type { OidcConnection } from "../store.ts";
import { ssoRefusal } from "../words.ts";

const TIMEOUT_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 60;
export const SECRET_PURPOSE = "sso client secret";

/**
 * The provider as openid-client sees it, discovered anew for every sign-in: keys and endpoints that the provider has
 * changed are in use at once. Every call goes through the guarded port.
 */
export async function openProvider(
  ports: Ports,
  tenantId: string,
  { settings, sealedSecret }: OidcConnection,
): Promise<oidc.Configuration> {
  const secret = sealedSecret
    ? await ports.vault.open({ tenantId }, SECRET_PURPOSE, sealedSecret)
    : new Secret("");
  return discover(ports, settings, secret);
}

export async function discover(
  { http, env, clock }: Ports,
  { issuer, clientId }: { issuer: string; clientId: string },
  secret: Secret,
): Promise<oidc.Configuration> {
  const [execute, fetchLike] = [
    env.ALLOW_PRIVATE_ADDRESSES ? [oidc.allowInsecureRequests] : [],
    through(http),
  ];
  const options = { execute, [oidc.customFetch]: fetchLike, timeout: TIMEOUT_SECONDS };
  const discovered = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), options);
  const server = discovered.serverMetadata();
  // Of an issuer shared by many companies anybody could be a member, with whatever e-mail they like.
  if (server.issuer.includes("{tenantid}")) throw ssoRefusal("issuer_shared", server.issuer);
  const config = new oidc.Configuration(
    server,
    clientId,
    {
      ...(secret.reveal() ? { client_secret: secret.reveal() } : {}),
      [oidc.clockSkew]: clockSkewSeconds(clock),
      [oidc.clockTolerance]: CLOCK_TOLERANCE_SECONDS,
    },
    authenticationOf(server, secret),
  );
  config[oidc.customFetch] = fetchLike;
  config.timeout = TIMEOUT_SECONDS;
  for (const extension of execute) extension(config);
  // The ID token's signature is checked too, although it came over TLS from the provider itself.
  oidc.enableNonRepudiationChecks(config);
  return config;
}

function authenticationOf(server: oidc.ServerMetadata, secret: Secret): oidc.ClientAuth {
  if (!secret.reveal()) return oidc.None();
  const methods = server.token_endpoint_auth_methods_supported;
  const isPostOnly =
    methods && !methods.includes("client_secret_basic") && methods.includes("client_secret_post");
  return isPostOnly ? oidc.ClientSecretPost(secret.reveal()) : oidc.ClientSecretBasic(secret.reveal());
}

const BODILESS = new Set([204, 205, 304]);

function through(http: Http): oidc.CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await http.send(url, {
      method: method === "POST" ? "POST" : "GET",
      headers,
      redirect: "manual",
      ...(body === undefined || body === null ? {} : { body: textOf(body) }),
    });
    const { status } = answer;
    return new Response(BODILESS.has(status) ? null : answer.body, { status, headers: answer.headers });
  };
}

function textOf(body: NonNullable<oidc.FetchBody>): string | Uint8Array {
  if (body instanceof ReadableStream) throw new Error("A provider is sent whole bodies only.");
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  return body instanceof Uint8Array ? body : body.toString();
}
