const BASE = "http://here.invalid";

/** A path on this origin, or `/`: whatever a link or form says, nobody is sent elsewhere. */
export function safePath(candidate: unknown): string {
  if (typeof candidate !== "string" || !candidate.startsWith("/")) return "/";
  // Browsers read a backslash as a slash and drop tabs and newlines before they look.
  if (/[\\\p{Cc}]/u.test(candidate) || !URL.canParse(candidate, BASE)) return "/";
  // Whoever decodes once too often on the way must not see `//` either.
  if (/^\/(?:\/|\.|%2f|%5c|%2e|%0)/i.test(candidate)) return "/";
  const url = new URL(candidate, BASE);
  return url.origin === BASE && !url.pathname.startsWith("//") ? url.pathname + url.search + url.hash : "/";
}
