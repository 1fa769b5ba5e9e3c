import type { SystemDb } from "#server/kernel/ctx.ts";
import type { SessionMethod } from "./rules.ts";

export interface SessionRow {
  id: string;
  userId: string;
  /** The tenant on whose own host the sign-in happened; null on the root domain. */
  hostTenantId: string | null;
  method: SessionMethod;
  address: string;
  userAgent: string;
  country: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  /** When password or passkey was last shown. */
  authenticatedAt: Date | null;
  secondFactorAt: Date | null;
}

export async function insertSession(db: SystemDb, session: SessionRow): Promise<void> {
  await db.session.create({ data: session, select: { id: true } });
}

/** Alive: not revoked, not past its end, and seen since `idleSince`. */
const alive = (now: Date, idleSince: Date) => ({
  revokedAt: null,
  expiresAt: { gt: now },
  OR: [{ lastSeenAt: { gt: idleSince } }, { lastSeenAt: null, createdAt: { gt: idleSince } }],
});

export async function findLiveSession(db: SystemDb, id: string, now: Date, idleSince: Date) {
  return db.session.findFirst({
    where: { id, ...alive(now, idleSince) },
    select: {
      id: true,
      hostTenantId: true,
      method: true,
      lastSeenAt: true,
      authenticatedAt: true,
      secondFactorAt: true,
      user: { select: { id: true, name: true, email: true, isOperator: true } },
    },
  });
}

export async function listLiveSessions(db: SystemDb, userId: string, now: Date, idleSince: Date) {
  return db.session.findMany({
    where: { userId, ...alive(now, idleSince) },
    orderBy: [{ lastSeenAt: { sort: "desc", nulls: "last" } }, { id: "desc" }],
  });
}

export async function setSessionSeen(db: SystemDb, id: string, now: Date): Promise<void> {
  await db.session.updateMany({ where: { id }, data: { lastSeenAt: now } });
}

export async function setAuthenticated(db: SystemDb, id: string, now: Date): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id, revokedAt: null },
    data: { authenticatedAt: now },
  });
  return count === 1;
}

export interface WhichSessions {
  only?: string;
  except?: string;
  /** Those of one tenant's host. */
  hostTenantId?: string;
}

/** @returns those that were still open. */
export async function endLiveSessions(
  db: SystemDb,
  userId: string,
  { only, except, hostTenantId }: WhichSessions,
  now: Date,
): Promise<{ id: string; hostTenantId: string | null }[]> {
  const id = {
    ...(only === undefined ? {} : { equals: only }),
    ...(except === undefined ? {} : { not: except }),
  };
  return db.session.updateManyAndReturn({
    where: {
      userId,
      id,
      revokedAt: null,
      expiresAt: { gt: now },
      ...(hostTenantId === undefined ? {} : { hostTenantId }),
    },
    data: { revokedAt: now },
    select: { id: true, hostTenantId: true },
  });
}

/** Whether the person was here before: with this browser's name, from this address. */
/** Whether the person has been signed in before, and never by this program from this address. */
export async function hasSessionsElsewhere(
  db: SystemDb,
  userId: string,
  address: string,
  userAgent: string,
): Promise<boolean> {
  const [row] = await db.$queryRaw<{ here: number; all: number }[]>`
    select count(*)::int as "all",
      (count(*) filter (where address = ${address} and user_agent = ${userAgent}))::int as here
    from session where user_id = ${userId}`;
  return row !== undefined && row.all > 0 && row.here === 0;
}

export async function deleteEndedSessions(db: SystemDb, before: Date): Promise<number> {
  const { count } = await db.session.deleteMany({
    where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] },
  });
  return count;
}

export async function latestSessions(db: SystemDb, hostTenantId: string, userIds: readonly string[]) {
  return db.session.groupBy({
    by: ["userId"],
    where: { hostTenantId, userId: { in: [...userIds] } },
    _max: { lastSeenAt: true, createdAt: true },
  });
}
