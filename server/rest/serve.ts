import type { Client, Ports } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { login } from "#server/modules/auth/index.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { clientOf } from "#server/session/client.ts";
import { resolveLane } from "#server/session/lane.ts";
import { actorFor } from "#server/session/operator-actor.ts";
import { signInByPassword } from "#server/session/password-gate.ts";
import { openRateGate, type RateGate } from "#server/session/rate-gate.ts";
import { admitAddress, requireSignInRate } from "#server/session/rates.ts";
import { admitCaller } from "./admit-caller.ts";
import { authenticate, type Caller } from "./authenticate.ts";
import { openApiDocument } from "./open-api.ts";
import { readInput } from "./read-input.ts";
import { respond } from "./respond.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";

const TENANT_PREFIX = /^\/tenants\/([^/]+)(\/.*)$/;

/** Answers everything under `/api/v1`. */
export function serveRest(request: Request): Promise<Response> {
  const ports = installedPorts();
  const gate = openRateGate(ports);
  const work = () =>
    answer(ports, gate, request).catch((error: unknown) => {
      gate.noteRefusal(error);
      throw error;
    });
  return respond(ports, work, gate.headers);
}

async function answer(ports: Ports, gate: RateGate, request: Request): Promise<Response> {
  await admitAddress(gate, request);
  const fullPath = new URL(request.url).pathname.replace(/^(?:\/tenant\/[^/]+)?\/api\/v1/, "") || "/";
  if (fullPath === "/openapi.json" && request.method === "GET") {
    return Response.json(openApiDocument(routes, ports.env.ROOT_URL));
  }
  const [, pathTenant = null, below = fullPath] = TENANT_PREFIX.exec(fullPath) ?? [];
  const { route, parameters } = findRoute(request.method, below);
  const client = clientOf(ports, request.headers, await resolveLane(ports, request.headers));
  const caller = await authenticate(ports, request.headers, pathTenant, client);
  const { tenant, actor } = caller;
  const { counted } =
    tenant && actor.type !== "visitor"
      ? await admitCaller(ports, gate, { tenant, actor, client }, route.method, permissionOf(route))
      : { counted: Promise.resolve() };
  return beside(counted, route.verb.kind === "query", () =>
    perform(ports, route, caller, { request, parameters, client }),
  );
}

/** What only reads is done while the call is being counted, and answered once that is committed. */
async function beside<T>(counted: Promise<void>, isRead: boolean, work: () => Promise<T>): Promise<T> {
  const [count, done] = await Promise.allSettled([counted, isRead ? work() : counted.then(work)]);
  if (count.status === "rejected") throw count.reason;
  if (done.status === "rejected") throw done.reason;
  return done.value;
}

const permissionOf = ({ verb }: Route) => (verb.scope === "tenant" ? verb.permission : null);

interface Given {
  request: Request;
  parameters: Record<string, string>;
  client: Client;
}

async function perform(
  ports: Ports,
  route: Route,
  caller: Caller,
  { request, parameters, client }: Given,
): Promise<Response> {
  const input = await readInput(request, route.verb.input, parameters);
  if (route.verb === login) await requireSignInRate(ports, request.headers);
  const run = () => call(ports, route, caller, client, input);
  const value = await (route.verb === login ? gated(ports, caller, client, input, run) : run());
  if (route.status === 204) return new Response(null, { status: 204 });
  if (route.asCsv && request.headers.get("accept")?.includes("text/csv")) {
    const headers = { "content-type": "text/csv; charset=utf-8" };
    return new Response(route.asCsv(value), { status: route.status, headers });
  }
  return Response.json(value, { status: route.status });
}

/** A sign-in by password asks what the workspace asks for. */
function gated(
  ports: Ports,
  { tenant, actor }: Caller,
  client: Client,
  input: object,
  attempt: () => Promise<unknown>,
): Promise<unknown> {
  const given = login.input.safeParse({ ...input, tenantId: tenant?.id });
  if (!given.success) return attempt();
  return signInByPassword(platformCtx(ports, actor, client), tenant, given.data, attempt);
}

function findRoute(method: string, path: string): { route: Route; parameters: Record<string, string> } {
  const here = routes.flatMap((route) => {
    const match = route.pattern.exec(path);
    return match ? [{ route, parameters: decode(match.groups ?? {}) }] : [];
  });
  const found = here.find(({ route }) => route.method === method);
  if (found) return found;
  if (here.length > 0) {
    const allowed = here.map(({ route }) => route.method).join(", ");
    throw new AppError("method_not_allowed", `${method} is not possible here; try ${allowed}.`, { allowed });
  }
  throw new AppError("not_found", `There is nothing at ${method} /api/v1${path}.`, { reason: "route" });
}

function decode(groups: Record<string, string>): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    throw new AppError("invalid_input", "The address is not properly encoded.");
  }
}

async function call(
  ports: Ports,
  { verb: named, tenantField, withoutTenant }: Route,
  { tenant, actor }: Caller,
  client: Client,
  input: object,
) {
  const verb = tenant ? named : (withoutTenant ?? named);
  if (verb.scope === "platform") {
    if (tenantField && !tenant && !withoutTenant) throw namelessTenant();
    return verb.call(
      platformCtx(ports, actorFor(verb, actor), client),
      tenantField && tenant ? { ...input, [tenantField]: tenant.id } : input,
    );
  }
  if (!tenant)
    throw actor.type === "visitor"
      ? new AppError("unauthenticated", "Send an access token or an API key, as Authorization: Bearer …")
      : namelessTenant();
  return verb.call(tenantCtx(ports, tenant, actor, client), input);
}

const namelessTenant = () =>
  new AppError(
    "invalid_input",
    "Name the workspace: by its host, by /api/v1/tenants/{tenant}/…, or by X-Tenant-ID.",
    {
      reason: "tenant_missing",
    },
  );
