import { timingSafeEqual } from "node:crypto";
import { parseHost } from "#server/edge/parse-host.ts";
import { DIRECT_PEER_HEADER } from "#server/edge/request-headers.ts";
import type { Ports } from "#server/kernel/ctx.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import { isPrivateAddress } from "#server/platform/http-address.ts";
import { installedPorts } from "#server/platform/installed-ports.ts";
import { perPorts } from "#server/platform/per-ports.ts";
import { localRateLimit } from "#server/platform/rate-limit-local.ts";
import { RATE } from "#server/platform/rate-rules.ts";
import { tokenHash } from "#server/platform/token.ts";

/** Counted in this process alone: a shared counter would cost a journey. */
const limitOf = perPorts(({ clock }: Ports) => localRateLimit(clock));

/**
 * `GET /internal/tls-ask?domain=…`: 200 when a certificate may be made for the name, 404 otherwise; what Caddy's
 * `on_demand_tls { ask }` wants. Answers the proxy only: to everybody else it does not exist. Asks no DNS.
 */
export async function answerTlsAsk(request: Request): Promise<Response> {
  const ports = installedPorts();
  const { searchParams } = new URL(request.url);
  if (!isProxy(ports, request.headers, searchParams.get("token"))) return answer(404);
  const { isAllowed } = await limitOf(ports).check(RATE.tlsAsk, "all");
  if (!isAllowed) return answer(429);
  return answer((await isServed(ports, searchParams.get("domain"))) ? 200 : 404);
}

const answer = (status: number): Response =>
  new Response(null, { status, headers: { "cache-control": "no-store" } });

/** With a token set, whoever shows it; else a caller on a private address who speaks for itself, not for a visitor. */
function isProxy({ env }: Ports, headers: Headers, token: string | null): boolean {
  if (!env.TLS_ASK_TOKEN) return isPrivateAddress(headers.get(DIRECT_PEER_HEADER) ?? "");
  const [given, expected] = [token ?? "", env.TLS_ASK_TOKEN].map((text) => Buffer.from(tokenHash(text)));
  return given !== undefined && expected !== undefined && timingSafeEqual(given, expected);
}

async function isServed(ports: Ports, name: string | null): Promise<boolean> {
  const lane = parseHost(name, ports.env.ROOT_DOMAIN);
  switch (lane.lane) {
    case "root":
    case "www":
      return true;
    case "tenant":
      return (await resolveTenant(ports, { slug: lane.slug })) !== null;
    case "custom":
      return (await resolveTenant(ports, { host: lane.host })) !== null;
    case "unknown":
      return false;
    default:
      return lane satisfies never;
  }
}
