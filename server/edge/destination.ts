import { Slug } from "#server/kernel/ids.ts";
import { parseHost } from "./parse-host.ts";

/** Where a request goes inside. The edge routes and nothing else: it never decides who may. */
export type Destination =
  | { kind: "pass" }
  | { kind: "rewrite"; path: string; pathTenant?: string }
  | { kind: "redirect"; url: string }
  | { kind: "not_found"; path: string };

const INTERNAL_PREFIX = /^\/t(?:\/|$)/;
const SHARED_PATHS =
  /^\/(?:api|_next|handoff|assets|internal|scim)(?:\/|$)|^\/(?:favicon\.ico|healthz|readyz)$/;
const TENANT_PATH = /^\/tenant\/([^/]+)(\/.*)?$/;

/**
 * @param path pathname as sent, without query.
 * @returns `pathTenant` for the path form `/tenant/SLUG/…` whose API calls name their tenant that way.
 */
export function destinationOf(host: string | null, path: string, rootDomain: string): Destination {
  const lane = parseHost(host, rootDomain);
  if (lane.lane === "unknown") return { kind: "not_found", path: "/unknown-host" };
  if (INTERNAL_PREFIX.test(path)) return { kind: "not_found", path: "/unknown-host" };
  switch (lane.lane) {
    case "root":
      return rootDestination(path);
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
  if (!slug.success || slug.data !== match[1]) return { kind: "not_found", path: "/unknown-host" };
  const rest = match[2] ?? "";
  if (SHARED_PATHS.test(rest)) return { kind: "rewrite", path: rest, pathTenant: slug.data };
  return { kind: "rewrite", path: `/t/${slug.data}${rest}` };
}
