import type { Client, PlatformCtx } from "#server/kernel/ctx.ts";
import { deviceName } from "#server/platform/device.ts";
import { recordAudit } from "../../audit/index.ts";
import { accountNotice } from "../account-notice.ts";
import { recogniseDevice } from "../devices/recognise-device.ts";
import { endSessions } from "./end-sessions.ts";
import { isFreshProof, lifetimeMs, type SessionMethod } from "./rules.ts";
import type { SignedIn } from "./schema.ts";
import { hasSessionsElsewhere, insertSession } from "./store.ts";

export interface Proof {
  userId: string;
  /** The host the session is good on; null for the root domain. */
  hostTenantId: string | null;
  method: SessionMethod;
  secondFactor: boolean;
  /** Unticked: the session ends with the browser's window, and after 12 hours. Default true. */
  isRemembered?: boolean;
  /** When password or passkey were shown, if that was not now. */
  authenticatedAt?: Date | null;
}

export interface OpenedSession {
  /** For the door, which gives the browser its cookies: `giveSession` in server/session. */
  signedIn: SignedIn;
  /** For the command's outcome: a first sign-in from a browser is told to the person by mail. */
  events: ReturnType<typeof accountNotice>[];
}

/**
 * Opens a session for a person who has just proven who they are, always under a new id, in the transaction of `ctx`
 * where there is one. Writes `session.open` to the log of the host's tenant, or the platform's, as the person's
 * activity.
 */
export async function openSignedInSession(ctx: PlatformCtx, proof: Proof): Promise<OpenedSession> {
  const { userId, hostTenantId, method, secondFactor, isRemembered = true } = proof;
  const { address, userAgent, country = null } = ctx.client;
  const now = ctx.now();
  const device = await recogniseDevice(ctx, userId);
  const isNewDevice =
    device.isNew && isFreshProof(method) && (await hasSessionsElsewhere(ctx.db, userId, address, userAgent));
  // A browser has one session a host: the one it brings ends here. A caller of the API may hold several.
  if (ctx.actor.type === "user" && method !== "api") {
    await endSessions(ctx, ctx.actor.userId, { only: ctx.actor.sessionId });
  }
  const session = {
    id: ctx.newId(),
    userId,
    hostTenantId,
    method,
    address,
    userAgent,
    country,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMs(ctx.ports.env, isRemembered)),
    authenticatedAt: proof.authenticatedAt === undefined ? freshness(method, now) : proof.authenticatedAt,
    secondFactorAt: secondFactor ? now : null,
  };
  await insertSession(ctx.db, session);
  await recordAudit(ctx, "session.open", {
    entityId: session.id,
    userId,
    ...(hostTenantId === null ? {} : { tenantId: hostTenantId }),
    after: { method, secondFactor, isNewDevice },
  });
  const signedIn = {
    sessionId: session.id,
    userId,
    hostTenantId,
    expiresAt: session.expiresAt.toISOString(),
    isRemembered,
    deviceToken: device.token,
  };
  const subject = whereFrom(ctx.client);
  return {
    signedIn,
    events: isNewDevice ? [accountNotice(ctx, { notice: "new_device", userId, subject })] : [],
  };
}

const freshness = (method: SessionMethod, now: Date) => (isFreshProof(method) ? now : null);

/** e.g. `Firefox on Linux, address 203.0.113.7 (DE)`. */
function whereFrom({ userAgent, address, country }: Client): string {
  const place = address && `address ${address}${country ? ` (${country})` : ""}`;
  return [deviceName(userAgent) || "an unknown program", place].filter(Boolean).join(", ");
}
