import type { Ports } from "#server/kernel/ctx.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { findScimClient } from "#server/modules/sso/index.ts";
import { addressKey } from "#server/platform/address-key.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { clientOf } from "#server/session/client.ts";
import { type RequestLane, requireKnownHost, resolveLane, resolvePathLane } from "#server/session/lane.ts";
import { answerScim, versionIn } from "./answer.ts";
import { errorMessage } from "./failure.ts";
import type { ScimCaller } from "./resources.ts";

const PATH = /^(?:\/tenant\/[^/]+)?(?:\/api\/v1\/tenants\/([^/]+))?\/scim\/v2(\/.*)?$/;

/** SCIM 2.0 (RFC 7644) under a tenant's host, `/tenant/SLUG`, or `/api/v1/tenants/SLUG`. */
export const serveScim = (request: Request): Promise<Response> =>
  answerScimRequest(installedPorts(), request);

export async function answerScimRequest(ports: Ports, request: Request): Promise<Response> {
  try {
    const url = new URL(request.url);
    const [, pathTenant = null, path = "/"] = PATH.exec(url.pathname) ?? [];
    const lane = await laneOf(ports, request.headers, pathTenant);
    const caller = await callerOf(ports, request, lane);
    if (!caller) return answer(401, errorMessage(401, "The token is not valid here."), "", UNAUTHENTICATED);
    const prefix = url.pathname.slice(0, url.pathname.length - path.length);
    const base = `${caller.tenant.client.site?.origin ?? ""}${path === "/" ? url.pathname : prefix}`;
    const { status, body } = await answerScim(caller, request, path, url.searchParams);
    const version = versionIn(body);
    const headers = version ? { etag: version } : {};
    if (request.method === "GET" && version && tagsOf(request, "if-none-match")?.includes(version)) {
      return answer(304, undefined, "", headers);
    }
    return answer(status, body, base.replace(/\/$/, ""), headers);
  } catch (error) {
    if (isAppError(error)) return answer(error.status, errorMessage(error.status, error.message), "");
    ports.log.error({ err: error }, "scim");
    return answer(500, errorMessage(500, "Something went wrong on our side."), "");
  }
}

async function laneOf(ports: Ports, headers: Headers, pathTenant: string | null): Promise<RequestLane> {
  const byHost = await resolveLane(ports, headers);
  requireKnownHost(byHost);
  if (pathTenant === null) return byHost;
  const byPath = await resolvePathLane(ports, pathTenant);
  return byHost.isRoot || byHost.tenant?.id === byPath.tenant?.id ? byPath : { ...byHost, tenant: null };
}

async function callerOf(ports: Ports, request: Request, lane: RequestLane): Promise<ScimCaller | null> {
  const { headers } = request;
  const client = clientOf(ports, headers, lane);
  await requireRate(ports.rateLimit, RATE.scim, addressKey(client.address));
  const token = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (!lane.tenant || !token) return null;
  const actor = { type: "system", process: "scim" } as const;
  const tenant = tenantCtx(ports, lane.tenant, actor, client);
  const found = await findScimClient(tenant, token);
  return (
    found && {
      tenant,
      platform: platformCtx(ports, actor, client),
      connectionId: found.connectionId,
      versions: tagsOf(request, "if-match"),
    }
  );
}

/** Entity tags of a condition (RFC 9110 §13.1); null for none and for `*`. */
function tagsOf({ headers }: Request, name: "if-match" | "if-none-match"): string[] | null {
  const given = headers.get(name)?.trim();
  if (!given || given === "*") return null;
  return given.split(",").map((tag) => tag.trim().replace(/^(?:W\/)?"/, 'W/"'));
}

const UNAUTHENTICATED = { "www-authenticate": 'Bearer realm="SCIM"' };

/** Paths in `location` and `$ref` begin at the SCIM root; outside they are whole addresses. */
function answer(status: number, body: unknown, base: string, headers: Record<string, string> = {}): Response {
  const whole = (key: string, value: unknown) =>
    (key === "location" || key === "$ref") && typeof value === "string" && value.startsWith("/")
      ? `${base}${value}`
      : value;
  const text = body === undefined ? null : JSON.stringify(body, whole);
  const given = { "content-type": "application/scim+json", "cache-control": "no-store", ...headers };
  return new Response(text, { status, headers: given });
}
