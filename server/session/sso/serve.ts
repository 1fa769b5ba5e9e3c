import type { Ports } from "#server/kernel/ctx.ts";
import { AppError, notFound } from "#server/kernel/errors.ts";
import { describeSelf } from "#server/modules/sso/index.ts";
import { tenantOrigin } from "#server/modules/tenancy/index.ts";
import { addressKey } from "#server/platform/address-key.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { requireRate } from "#server/platform/rate-limit.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { respond } from "#server/rest/respond.ts";
import { clientOf } from "../client.ts";
import { requireKnownHost, resolveLane } from "../lane.ts";
import { beginSignIn, beginTest } from "./begin.ts";
import { finish } from "./finish.ts";
import { receiveAssertion } from "./receive-assertion.ts";
import { type SsoVisit, seeOther, visitOf } from "./visit.ts";

/** What a tenant's identity provider and the browsers on their way there and back call, under `/api/sso/`. */
export function serveSso(request: Request): Promise<Response> {
  const ports = installedPorts();
  return respond(ports, () => answer(ports, request));
}

async function answer(ports: Ports, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const step = pathname.slice(pathname.lastIndexOf("/") + 1);
  const lane = await resolveLane(ports, request.headers);
  requireKnownHost(lane);
  const client = clientOf(ports, request.headers, lane);
  await requireRate(ports.rateLimit, RATE.sso, addressKey(client.address));
  if (!lane.tenant || !client.site) throw notFound("This workspace");
  if (!lane.hostTenantId) return toOwnHost(ports, lane.tenant.slug, step);
  return answerStep(
    visitOf(ports, request, lane, lane.tenant, client.site.origin, client),
    `${request.method} ${step}`,
  );
}

/** A session by single sign-on is good on the tenant's own hosts only, so that is where the way begins. */
function toOwnHost(ports: Ports, slug: string, step: string): Response {
  const path = step === "test" ? "/settings/sso" : "/api/sso/start";
  return seeOther(`${tenantOrigin(ports, slug)}${path}`);
}

async function answerStep(visit: SsoVisit, step: string): Promise<Response> {
  switch (step) {
    case "GET start":
      return beginSignIn(visit);
    case "GET test":
      return beginTest(visit);
    case "GET callback":
    case "GET finish":
      return finish(visit);
    case "POST acs":
      return receiveAssertion(visit);
    case "GET metadata":
      return new Response(await describeSelf(visit.ctx, visit.endpoints), {
        headers: { "content-type": "application/samlmetadata+xml" },
      });
    default:
      throw new AppError("not_found", "There is nothing here.");
  }
}
