import { decode, encode } from "next-auth/jwt";
import type { Ports } from "#server/kernel/ctx.ts";
import { cookieName } from "./cookie.ts";

/** The session's id sealed by Auth.js (JWE, A256CBC-HS512). Its row says everything else, so an id alone is no key. */
export function sealSession(ports: Ports, sessionId: string, lifetimeSeconds: number): Promise<string> {
  return encode({
    token: { sessionId },
    secret: ports.authSecret,
    salt: cookieName(ports.env, "session"),
    maxAge: lifetimeSeconds,
  });
}

/** @returns null for whatever this installation has not sealed. */
export async function openSealedSession(ports: Ports, token: string): Promise<string | null> {
  const salt = cookieName(ports.env, "session");
  const payload = await decode({ token, secret: ports.authSecret, salt }).catch(() => null);
  return typeof payload?.sessionId === "string" ? payload.sessionId : null;
}
