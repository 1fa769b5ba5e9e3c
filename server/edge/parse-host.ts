import { RESERVED_SLUGS } from "#server/kernel/reserved-slugs.ts";

export type Lane =
  | { lane: "root" }
  | { lane: "www" }
  | { lane: "tenant"; slug: string }
  | { lane: "custom"; host: string }
  | { lane: "unknown" };

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_HOST_LENGTH = 253;
const UNKNOWN: Lane = { lane: "unknown" };

/**
 * Decides what a `Host` header means. Pure and total: any bytes give a lane, and everything that is not exactly a
 * root domain, one label under it, or a plausible public host name is `unknown`. `www` of the root is an alias of it.
 * @param rootDomain lower-case host name without port, e.g. `localhost` or `marque.example`.
 */
export function parseHost(header: string | null | undefined, rootDomain: string): Lane {
  const host = normaliseHost(header);
  if (host === null) return UNKNOWN;
  if (host === rootDomain) return { lane: "root" };
  if (host === `www.${rootDomain}`) return { lane: "www" };
  if (host.endsWith(`.${rootDomain}`)) {
    const slug = host.slice(0, -rootDomain.length - 1);
    const isOneLabel = LABEL.test(slug) && !slug.startsWith("xn--");
    return isOneLabel && !RESERVED_SLUGS.has(slug) ? { lane: "tenant", slug } : UNKNOWN;
  }
  const labels = host.split(".");
  const last = labels.at(-1) ?? "";
  const isPublicName = labels.length >= 2 && labels.every((label) => LABEL.test(label)) && /[a-z]/.test(last);
  return isPublicName ? { lane: "custom", host } : UNKNOWN;
}

/** Lower-case, one port and one trailing dot stripped; null when it can't be a host name. */
function normaliseHost(header: string | null | undefined): string | null {
  if (!header || header.length > MAX_HOST_LENGTH + 7) return null;
  const match = /^([a-z0-9.-]+?)(?::\d{1,5})?$/.exec(header.toLowerCase());
  if (!match?.[1]) return null;
  const host = match[1].endsWith(".") ? match[1].slice(0, -1) : match[1];
  return host.length > 0 && host.length <= MAX_HOST_LENGTH ? host : null;
}
