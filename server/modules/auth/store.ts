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

export async function listOperatorContacts(db: SystemDb): Promise<Pick<User, "id" | "name" | "email">[]> {
  return db.user.findMany({
    where: { isOperator: true },
    select: { id: true, name: true, email: true },
    orderBy: { email: "asc" },
  });
}

export async function findUserById(db: SystemDb, id: string): Promise<User | null> {
  return db.user.findUnique({ where: { id }, select: USER });
}

export async function findAccount(db: SystemDb, id: string) {
  return db.user.findUniqueOrThrow({
    where: { id },
    select: { ...USER, emailVerifiedAt: true, passwordHash: true },
  });
}

export async function setUserName(db: SystemDb, id: string, name: string): Promise<void> {
  await db.user.updateMany({ where: { id }, data: { name } });
}

/** Of two accounts that race for one address, the unique key refuses the second. @returns false when it is taken. */
export async function setUserEmail(db: SystemDb, id: string, email: string, now: Date): Promise<boolean> {
  if (await db.user.findUnique({ where: { email }, select: { id: true } })) return false;
  const { count } = await db.user.updateMany({ where: { id }, data: { email, emailVerifiedAt: now } });
  return count === 1;
}

export async function setPasswordHash(db: SystemDb, id: string, passwordHash: string): Promise<void> {
  await db.user.updateMany({ where: { id }, data: { passwordHash } });
}
