import { cookies } from "next/headers";
import type { Ports } from "#server/kernel/ctx.ts";
import type { OpenedSession } from "#server/modules/auth/index.ts";
import { type CookieKind, cookieName, cookieOptions } from "./cookie.ts";
import { sealSession } from "./session-token.ts";

const DEVICE_SECONDS = 365 * 24 * 3_600;

/** Gives the browser the cookies of a session that was just opened on this host; replaces what it had. */
export async function giveSession(
  ports: Ports,
  { signedIn }: Pick<OpenedSession, "signedIn">,
): Promise<void> {
  const { sessionId, expiresAt, isRemembered, deviceToken } = signedIn;
  const lifetimeMs = Date.parse(expiresAt) - ports.clock.now().getTime();
  const maxAge = Math.max(1, Math.floor(lifetimeMs / 1000));
  const sealed = await sealSession(ports, sessionId, maxAge);
  await setCookie(ports, "session", sealed, isRemembered ? maxAge : undefined);
  await giveDevice(ports, deviceToken);
  await clearCookie(ports, "sign-in");
}

/** Lets this browser be recognised for a year; null when it is already. */
export async function giveDevice(ports: Ports, deviceToken: string | null): Promise<void> {
  if (deviceToken) await setCookie(ports, "device", deviceToken, DEVICE_SECONDS);
}

/** Without `maxAgeSeconds` the cookie goes with the browser's window. */
export async function setCookie(
  { env }: Ports,
  kind: CookieKind,
  value: string,
  maxAgeSeconds?: number,
): Promise<void> {
  const lifetime = maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds };
  (await cookies()).set(cookieName(env, kind), value, { ...cookieOptions(env), ...lifetime });
}

export async function clearCookie({ env }: Ports, kind: CookieKind): Promise<void> {
  (await cookies()).set(cookieName(env, kind), "", { ...cookieOptions(env), maxAge: 0 });
}
