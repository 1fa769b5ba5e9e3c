import type { Env } from "#server/platform/env.ts";

/** `session` who signed in · `device` a browser known before · the others something half done. */
export type CookieKind = "session" | "device" | "sign-in" | "handoff" | "passkey" | "sso";

export const isSecure = ({ ROOT_URL }: Env): boolean => ROOT_URL.startsWith("https:");

/** `__Host-` binds the cookie to this very host: a sibling subdomain can neither read nor plant it (RFC 6265bis). */
export const cookieName = (env: Env, kind: CookieKind): string =>
  `${isSecure(env) ? "__Host-" : ""}marque-${kind}`;

/** Host-only, unseen by scripts, sent with links from elsewhere but not with their forms. */
export const cookieOptions = (env: Env) => ({
  httpOnly: true,
  sameSite: "lax" as const,
  path: "/",
  secure: isSecure(env),
});

/** @returns the cookie's value; null when there is none, or several: without `__Host-` a sibling can add one. */
export function readCookie(env: Env, headers: Headers, kind: CookieKind): string | null {
  const name = `${cookieName(env, kind)}=`;
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const values = pairs.filter((pair) => pair.startsWith(name)).map((pair) => pair.slice(name.length));
  return values.length === 1 && values[0] ? values[0] : null;
}
