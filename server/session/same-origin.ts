import { AppError } from "#server/kernel/errors.ts";

/**
 * Cookies travel to sibling subdomains' requests too, whatever SameSite says, so a change asked for by cookie must
 * come from this very origin: scheme, host and port, as browsers write them (RFC 6454).
 * @throws AppError `forbidden`
 */
export function requireSameOrigin(headers: Headers): void {
  const site = headers.get("sec-fetch-site") ?? "same-origin";
  const own = `${headers.get("x-forwarded-proto")}://${headers.get("host")}`;
  if (site === "same-origin" && headers.get("origin") === own) return;
  throw new AppError("forbidden", "This request came from another site.", { reason: "cross_origin" });
}
