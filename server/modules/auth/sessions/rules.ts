import type { Client } from "#server/kernel/ctx.ts";
import type { Env } from "#server/platform/env.ts";

/** How the person proved who they are. */
export const SESSION_METHODS = [
  "password",
  "passkey",
  "sso",
  "handoff",
  "invitation",
  "reset",
  "sign_up",
  "api",
] as const;
export type SessionMethod = (typeof SESSION_METHODS)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A sign-in that should not be remembered; the cookie goes with the browser's window besides. */
const UNREMEMBERED_MS = 12 * HOUR_MS;
/** "Last seen" is written this seldom: a read a request, a write every few minutes. */
export const SEEN_EVERY_MS = 5 * 60_000;

export const lifetimeMs = (env: Env, isRemembered: boolean): number =>
  isRemembered ? env.SESSION_DAYS * DAY_MS : UNREMEMBERED_MS;

export const idleMs = (env: Env): number => env.SESSION_IDLE_DAYS * DAY_MS;

/** Hand-offs pass on a proof made elsewhere; all other methods are one. */
export const isFreshProof = (method: SessionMethod): boolean => method !== "handoff";

/** The tenant whose own host this is; sessions opened here are good for it alone. Null on the root domain. */
export const hostTenantIdOf = ({ site }: Client): string | null =>
  site?.basePath === "" ? (site.tenant?.id ?? null) : null;
