import * as oidc from "openid-client";
import type { Ports } from "#server/kernel/ctx.ts";
import { isAppError } from "#server/kernel/errors.ts";
import type { SsoCheck } from "../schema.ts";
import type { OidcConnection } from "../store.ts";
import { explainDiscovery, explainOidc } from "./explain.ts";
import { openProvider } from "./provider.ts";
import { scopesOf } from "./sign-in.ts";

const MAX_SKEW_SECONDS = 30;

/**
 * Everything about a provider that shows without a person: its discovery, its keys, whether it knows our client and
 * our redirect URI, and what its clock says.
 */
export async function checkOidc(
  ports: Ports,
  tenantId: string,
  connection: OidcConnection,
  redirectUri: string,
): Promise<SsoCheck[]> {
  const checks: SsoCheck[] = [];
  const config = await openProvider(ports, tenantId, connection).catch((error: unknown) => {
    checks.push(failure("Discovery", explainDiscovery(error)));
    return null;
  });
  if (!config) return checks;
  const server = config.serverMetadata();
  checks.push(passed("Discovery", `The provider answers as ${server.issuer}.`));
  checks.push(await checkKeys(ports, server));
  checks.push(await checkClient(config, redirectUri));
  checks.push(await checkRedirect(ports, config, connection, redirectUri));
  return checks;
}

const passed = (check: string, message: string): SsoCheck => ({ check, outcome: "passed", message });

function failure(check: string, error: unknown): SsoCheck {
  if (!isAppError(error)) throw error;
  const detail = String(error.details.detail ?? "");
  return { check, outcome: "failed", message: detail ? `${error.message} (${detail})` : error.message };
}

async function checkKeys(
  { http, clock }: Ports,
  { jwks_uri: jwksUri }: oidc.ServerMetadata,
): Promise<SsoCheck> {
  if (!jwksUri)
    return { check: "Keys", outcome: "failed", message: "The provider publishes no signing keys." };
  try {
    const answer = await http.send(jwksUri);
    const said = answer.headers.get("date");
    const skew = said ? Math.round((new Date(said).getTime() - clock.now().getTime()) / 1000) : 0;
    if (Math.abs(skew) > MAX_SKEW_SECONDS) {
      return {
        check: "Clock",
        outcome: "warned",
        message: `The provider's clock is ${skew} seconds off ours.`,
      };
    }
    return answer.status === 200
      ? passed("Keys", "Signing keys are published, and the provider's clock agrees with ours.")
      : {
          check: "Keys",
          outcome: "failed",
          message: `The keys' address answered with status ${answer.status}.`,
        };
  } catch (error) {
    return failure("Keys", explainOidc(error));
  }
}

/** A code that nobody has given is refused as such by a provider that accepts the client. */
async function checkClient(config: oidc.Configuration, redirectUri: string): Promise<SsoCheck> {
  try {
    await oidc.genericGrantRequest(config, "authorization_code", {
      code: "connection-check",
      redirect_uri: redirectUri,
      code_verifier: "connection-check-connection-check-connection-check",
    });
  } catch (error) {
    const explained = explainOidc(error);
    const reason = isAppError(explained) ? explained.details.reason : "";
    if (reason !== "code_refused") return failure("Client", explained);
  }
  return passed("Client", "The provider accepts the client ID and secret.");
}

/** With `prompt=none` a provider that knows the redirect URI sends the browser straight back to it (OpenID Connect Core §3.1.2.6). */
async function checkRedirect(
  { http }: Ports,
  config: oidc.Configuration,
  connection: OidcConnection,
  redirectUri: string,
): Promise<SsoCheck> {
  const check = "Redirect URI";
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: scopesOf(connection),
    state: "connection-check",
    nonce: "connection-check",
    prompt: "none",
    code_challenge: await oidc.calculatePKCECodeChallenge("connection-check"),
    code_challenge_method: "S256",
  });
  try {
    const answer = await http.send(url, { redirect: "manual" });
    const location = answer.headers.get("location") ?? "";
    if (location.startsWith(redirectUri))
      return passed(check, `The provider sends people back to ${redirectUri}.`);
    return answer.status >= 400
      ? {
          check,
          outcome: "failed",
          message: `The provider does not know ${redirectUri}: enter it there, exactly so.`,
        }
      : {
          check,
          outcome: "warned",
          message: "The provider does not say whether it knows it. The test will show.",
        };
  } catch (error) {
    return failure(check, explainOidc(error));
  }
}
