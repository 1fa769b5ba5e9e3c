import type { Client, Ports, Site } from "#server/kernel/ctx.ts";
import type { Env } from "#server/platform/env.ts";
import { tokenHash } from "#server/platform/token.ts";
import { readCookie } from "./cookie.ts";
import type { RequestLane } from "./lane.ts";

const MAX_USER_AGENT = 300;
/** How a socket that listens on IPv6 writes IPv4 (RFC 4291 §2.5.5.2). */
const MAPPED_IPV4 = /^::ffff:(?=[\d.]+$)/i;

/** The last address is the one our own proxy, or the socket, has added; those before it anyone may invent. */
export const addressOf = (headers: Headers): string =>
  ((headers.get("x-forwarded-for") ?? "").split(",").at(-1)?.trim() ?? "").replace(MAPPED_IPV4, "");

/** Where a request comes from, and to which site. A country is believed only from a proxy we trust. */
export function clientOf({ env }: Ports, headers: Headers, lane: RequestLane): Client {
  const country = env.TRUST_PROXY ? headers.get("cf-ipcountry") : null;
  return {
    address: addressOf(headers),
    userAgent: (headers.get("user-agent") ?? "").slice(0, MAX_USER_AGENT),
    ...(country && /^[A-Z]{2}$/.test(country) ? { country } : {}),
    ...deviceOf(env, headers),
    ...siteOf(env.ROOT_URL, headers, lane),
  };
}

function deviceOf(env: Env, headers: Headers): { deviceHash?: string } {
  const token = readCookie(env, headers, "device");
  return token ? { deviceHash: tokenHash(token) } : {};
}

/** The host has passed `parseHost`, so it is a name with at most a port. */
function siteOf(rootUrl: string, headers: Headers, lane: RequestLane): { site?: Site } {
  if (!lane.isRoot && !lane.tenant) return {};
  const origin = new URL(`${new URL(rootUrl).protocol}//${headers.get("host")}`).origin;
  return { site: { origin, basePath: lane.basePath, tenant: lane.tenant } };
}
