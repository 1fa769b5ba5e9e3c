import type { Client, Ctx, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { recordEvent, tenantCtx } from "#server/modules/audit/index.ts";
import { endpointsOf, SIGN_IN_FAILED, ssoProblemText } from "#server/modules/sso/index.ts";
import type { RequestLane } from "../lane.ts";

/** One request on a tenant's own host, on the way to its provider or back. */
export interface SsoVisit {
  ports: Ports;
  request: Request;
  lane: RequestLane;
  tenant: TenantInfo;
  client: Client;
  origin: string;
  query: URLSearchParams;
  endpoints: ReturnType<typeof endpointsOf>;
  /** The tenant as the flow may use it, whoever is in front of the browser. */
  ctx: Ctx;
}

export function visitOf(
  ports: Ports,
  request: Request,
  lane: RequestLane,
  tenant: TenantInfo,
  origin: string,
  client: Client,
): SsoVisit {
  return {
    ports,
    request,
    lane,
    tenant,
    client,
    origin,
    query: new URL(request.url).searchParams,
    endpoints: endpointsOf(ports, tenant.slug, origin),
    ctx: tenantCtx(ports, tenant, { type: "system", process: "sso" }, client),
  };
}

/** Nothing to mend by anybody: links opened late, twice, or elsewhere. */
const PASSING = new Set(["off", "expired", "other_browser"]);

export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, "referrer-policy": "no-referrer" } });

/**
 * Runs one step; a refusal in the words of single sign-on is kept for the administrators and said on a page.
 * @param page where the person reads it: the sign-in page, or the settings of who tests.
 */
export async function orExplain(
  { ctx, origin }: SsoVisit,
  page: (problem: string) => string,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const problem = isAppError(error) ? String(error.details.reason) : "failed";
    if (!isAppError(error)) ctx.ports.log.error({ err: error }, "sso");
    else if (ssoProblemText(problem) === null) throw error;
    const detail = isAppError(error) ? String(error.details.detail ?? "") : "";
    if (!PASSING.has(problem)) {
      await recordEvent(ctx, SIGN_IN_FAILED, { entityId: ctx.tenant.id, after: { problem, detail } });
    }
    return seeOther(`${origin}${page(problem)}`);
  }
}

export const signInPage = (problem: string): string => `/sign-in?sso=${problem}`;
export const settingsPage = (problem: string): string => `/settings/sso?problem=${problem}`;
