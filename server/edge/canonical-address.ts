import { MACHINE_PATHS } from "./destination.ts";
import { parseHost } from "./parse-host.ts";

/**
 * Where `www` of the root domain leads: the same address on the root domain. Null for every other host, and for paths
 * that machines ask for by any name. Not the edge's to answer: Next makes redirects relative, and `www` a loop.
 * @param target path and query as they stand in the request line
 */
export function canonicalAddress(
  host: string | undefined,
  target: string,
  { rootUrl, rootDomain }: { rootUrl: string; rootDomain: string },
): string | null {
  if (parseHost(host, rootDomain).lane !== "www") return null;
  if (MACHINE_PATHS.test(target.replace(/\?.*$/s, ""))) return null;
  return rootUrl + (target.startsWith("/") ? target : "/");
}
