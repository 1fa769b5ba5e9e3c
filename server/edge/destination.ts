import { Slug } from "#server/kernel/ids.ts";
import { parseHost } from "./parse-host.ts";

/** Where a request goes inside. The edge routes and nothing else: it never decides who may. */
export type Destination =
  | { kind: "pass" }
  | { kind: "rewrite"; path: string; pathTenant?: string }
  | { kind: "not_found"; path: string };

const INTERNAL_PREFIX = /^\/(?:t|unknown-host)(?:\/|$)/;
const SHARED_PATHS = /^\/(?:api|_next|handoff|assets|scim)(?:\/|$)|^\/(?:favicon\.ico|healthz|readyz)$/;
/** Asked by machines that know an address and no name. */
export const MACHINE_PATHS = /^\/(?:healthz|readyz|internal\/tls-ask)$/;
const TENANT_PATH = /^\/tenant\/([^/]+)(\/.*)?$/;
const NOT_FOUND: Destination = { kind: "not_found", path: "/unknown-host" };

/**
 * @param path pathname as sent, without query.
 * @returns `pathTenant` for the path form `/tenant/SLUG/…` whose API calls name their tenant that way.
 */
export function destinationOf(host: string | null, path: string, rootDomain: string): Destination {
  if (MACHINE_PATHS.test(path)) return { kind: "pass" };
  const lane = parseHost(host, rootDomain);
  if (INTERNAL_PREFIX.test(path) || !isDecodable(path)) return NOT_FOUND;
  switch (lane.lane) {
    case "root":
      return rootDestination(path);
    case "www":
    case "unknown":
      return NOT_FOUND;
    case "tenant":
      return SHARED_PATHS.test(path) ? { kind: "pass" } : { kind: "rewrite", path: `/t/${lane.slug}${path}` };
    case "custom":
      return SHARED_PATHS.test(path)
        ? { kind: "pass" }
        : { kind: "rewrite", path: `/t/~${lane.host}${path}` };
    default:
      return lane satisfies never;
  }
}

function rootDestination(path: string): Destination {
  const match = TENANT_PATH.exec(path);
  if (!match) return { kind: "pass" };
  const slug = Slug.safeParse(match[1]);
  if (!slug.success || slug.data !== match[1]) return NOT_FOUND;
  const rest = match[2] ?? "";
  if (SHARED_PATHS.test(rest)) return { kind: "rewrite", path: rest, pathTenant: slug.data };
  return { kind: "rewrite", path: `/t/${slug.data}${rest}` };
}

/** Next fails on what is no UTF-8 once a path is rewritten. */
function isDecodable(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
