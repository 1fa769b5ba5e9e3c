import type { SystemDb } from "#server/kernel/ctx.ts";

export interface User {
  id: string;
  name: string;
  email: string;
}

const USER = { id: true, name: true, email: true } as const;

interface NewUser extends User {
  passwordHash: string | null;
  emailVerifiedAt?: Date;
}

/** @returns false when the e-mail already has an account; the transaction stays usable. */
export async function insertUser(db: SystemDb, user: NewUser): Promise<boolean> {
  const { count } = await db.user.createMany({ data: [user], skipDuplicates: true });
  return count === 1;
}

export async function findUserByEmail(db: SystemDb, email: string): Promise<User | null> {
  return db.user.findUnique({ where: { email }, select: USER });
}

/** For who came by a link that was mailed to them. */
export async function setEmailVerified(db: SystemDb, id: string, now: Date): Promise<void> {
  await db.user.updateMany({ where: { id, emailVerifiedAt: null }, data: { emailVerifiedAt: now } });
}

export async function findCredentials(db: SystemDb, email: string) {
  return db.user.findUnique({ where: { email }, select: { ...USER, passwordHash: true } });
}

export async function isOperator(db: SystemDb, userId: string): Promise<boolean> {
  return (await db.user.count({ where: { id: userId, isOperator: true } })) === 1;
}

export async function findUserById(db: SystemDb, id: string): Promise<User | null> {
  return db.user.findUnique({ where: { id }, select: USER });
}

export async function setPasswordHash(db: SystemDb, id: string, passwordHash: string): Promise<void> {
  await db.user.updateMany({ where: { id }, data: { passwordHash } });
}

/** Ends every session of a person, on all hosts, save one. Tokens name a session and end with it. */
export async function revokeSessionsOfUser(
  db: SystemDb,
  userId: string,
  keptSessionId: string | null,
  revokedAt: Date,
): Promise<void> {
  const kept = keptSessionId === null ? {} : { id: { not: keptSessionId } };
  await db.session.updateMany({ where: { userId, revokedAt: null, ...kept }, data: { revokedAt } });
}

export interface SessionRow {
  id: string;
  userId: string;
  /** The tenant on whose own host the sign-in happened; null on the root domain. */
  hostTenantId: string | null;
  userAgent: string;
  createdAt: Date;
  expiresAt: Date;
}

export async function insertSession(db: SystemDb, session: SessionRow): Promise<void> {
  await db.session.create({ data: session, select: { id: true } });
}

export async function findLiveSession(db: SystemDb, id: string, now: Date) {
  return db.session.findFirst({
    where: { id, revokedAt: null, expiresAt: { gt: now } },
    select: { id: true, hostTenantId: true, user: { select: { ...USER, isOperator: true } } },
  });
}

export async function setSessionRevoked(db: SystemDb, id: string, now: Date): Promise<void> {
  await db.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
}

/** Ends every session of the person on the tenant's own hosts, the API's among them. */
export async function setSessionsRevokedAt(
  db: SystemDb,
  hostTenantId: string,
  userId: string,
  now: Date,
): Promise<void> {
  await db.session.updateMany({
    where: { hostTenantId, userId, revokedAt: null },
    data: { revokedAt: now },
  });
}

export async function latestSessions(db: SystemDb, hostTenantId: string, userIds: readonly string[]) {
  return db.session.groupBy({
    by: ["userId"],
    where: { hostTenantId, userId: { in: [...userIds] } },
    _max: { lastSeenAt: true, createdAt: true },
  });
}

export interface HandoffRow {
  codeHash: string;
  userId: string;
  tenantId: string;
  origin: string;
  expiresAt: Date;
}

export async function insertHandoff(db: SystemDb, handoff: HandoffRow): Promise<void> {
  await db.handoffCode.create({ data: handoff, select: { codeHash: true } });
}

/** Uses the code up in one statement, so that of two requests only one is answered. */
export async function takeHandoff(
  db: SystemDb,
  { codeHash, tenantId, origin, now }: { codeHash: string; tenantId: string; origin: string; now: Date },
): Promise<User | null> {
  const { count } = await db.handoffCode.updateMany({
    where: { codeHash, tenantId, origin, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 0) return null;
  const row = await db.handoffCode.findUnique({ where: { codeHash }, select: { user: { select: USER } } });
  return row?.user ?? null;
}
