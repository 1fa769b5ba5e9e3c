import { AppError } from "#server/kernel/errors.ts";

/**
 * Cookies travel to sibling subdomains' requests too, whatever SameSite says, so a change asked for by cookie must
 * come from this very origin.
 * @throws AppError `forbidden`
 */
export function requireSameOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const isSameSite = site === null || site === "same-origin";
  if (isSameSite && origin !== null && hostOf(origin) === headers.get("host")) return;
  throw new AppError("forbidden", "This request came from another site.", { reason: "cross_origin" });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
