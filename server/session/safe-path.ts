const BASE = "http://here.invalid";
const MISLEADING = /^\/(?:\/|\.|%2f|%5c|%2e|%0)/i;

/** A path on this origin, or `/`: whatever a link or form says, nobody is sent elsewhere. */
export function safePath(candidate: unknown): string {
  if (typeof candidate !== "string" || !candidate.startsWith("/")) return "/";
  // Browsers read a backslash as a slash and drop tabs and newlines before they look.
  if (/[\\\p{Cc}]/u.test(candidate) || !URL.canParse(candidate, BASE)) return "/";
  const url = new URL(candidate, BASE);
  // Also what dots have brought to the front; whoever decodes once too often on the way must not see `//` either.
  const isMisleading = [candidate, url.pathname].some((path) => MISLEADING.test(path));
  return url.origin === BASE && !isMisleading ? url.pathname + url.search + url.hash : "/";
}
