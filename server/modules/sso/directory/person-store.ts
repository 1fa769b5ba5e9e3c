import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import { ROLES, type Role } from "#server/kernel/permission.ts";
import type { ListOrder, PersonMatch } from "./schema.ts";

/** Both scopes write here; policies check tenant scope, and platform scope, which sees every tenant, names it. */
type Db = TenantDb | SystemDb;

export async function findPersonOfUser(db: TenantDb, userId: string) {
  return db.directoryPerson.findFirst({ where: { userId } });
}

export async function findPersonOf(db: Db, tenantId: string, userId: string) {
  return db.directoryPerson.findFirst({ where: { tenantId, userId } });
}

export async function findPersonBySubject(db: Db, tenantId: string, connectionId: string, subject: string) {
  return db.directoryPerson.findFirst({ where: { tenantId, connectionId, subject } });
}

export interface Link {
  tenantId: string;
  connectionId: string;
  id: string;
  userId: string;
  subject: string;
}

/** From now on the provider's subject stands for this account. */
export async function writeLink(db: SystemDb, { id, ...link }: Link, now: Date): Promise<void> {
  const { tenantId, userId, subject } = link;
  await db.directoryPerson.upsert({
    where: { tenantId_userId: { tenantId, userId } },
    create: { ...link, id, signedInAt: now, createdAt: now, updatedAt: now },
    update: { subject, signedInAt: now },
  });
}

export async function findRole(db: Db, tenantId: string, userId: string): Promise<Role | null> {
  const row = await db.membership.findFirst({ where: { tenantId, userId }, select: { role: true } });
  return row && (ROLES.find((role) => role === row.role) ?? "viewer");
}

/** A role from the directory replaces a member's own exceptions too; an owner's is never touched. */
export async function setRole(db: Db, tenantId: string, userId: string, role: Role): Promise<void> {
  await db.membership.updateMany({
    where: { tenantId, userId, role: { not: "owner" } },
    data: { role, grants: [], denials: [] },
  });
}

const PERSON = {
  include: {
    groups: {
      select: { group: { select: { id: true, displayName: true } } },
      orderBy: { groupId: "asc" },
    },
  },
} as const;

export async function findPersonById(db: Db, tenantId: string, id: string) {
  return db.directoryPerson.findFirst({ where: { tenantId, id }, ...PERSON });
}
export type PersonRow = NonNullable<Awaited<ReturnType<typeof findPersonById>>>;

/** People with a `userName`: those whom SCIM has provisioned. */
export async function listPeople(
  db: TenantDb,
  match: PersonMatch,
  { offset, limit, isDescending }: ListOrder,
): Promise<PersonRow[]> {
  return db.directoryPerson.findMany({
    where: matching(match),
    orderBy: { userName: isDescending ? "desc" : "asc" },
    skip: offset,
    ...(limit === undefined ? {} : { take: limit }),
    ...PERSON,
  });
}

export const countPeople = (db: TenantDb, match: PersonMatch): Promise<number> =>
  db.directoryPerson.count({ where: matching(match) });

function matching({ userName, email, displayName, ...exact }: PersonMatch) {
  return {
    ...exact,
    userName: userName?.trim().toLowerCase() ?? { not: null },
    ...(email === undefined ? {} : { email: email.trim().toLowerCase() }),
    ...(displayName === undefined ? {} : { displayName: sameButCase(displayName) }),
  };
}

export const sameButCase = (text: string) => ({ equals: text, mode: "insensitive" as const });

export async function listUserIds(db: TenantDb, personIds: readonly string[]): Promise<string[]> {
  const rows = await db.directoryPerson.findMany({
    where: { id: { in: [...personIds] } },
    select: { userId: true },
  });
  return rows.map(({ userId }) => userId);
}

export async function userNameIsTaken(
  db: Db,
  tenantId: string,
  userName: string,
  exceptId: string,
): Promise<boolean> {
  return (await db.directoryPerson.count({ where: { tenantId, userName, id: { not: exceptId } } })) > 0;
}

export interface PersonDraft {
  tenantId: string;
  connectionId: string;
  id: string;
  userId: string;
  userName: string;
  externalId: string | null;
  email: string;
  displayName: string;
  givenName: string;
  familyName: string;
  isActive: boolean;
}

export async function writePerson(db: SystemDb, { tenantId, id, ...person }: PersonDraft, now: Date) {
  await db.directoryPerson.upsert({
    where: { tenantId_id: { tenantId, id } },
    create: { tenantId, id, ...person, createdAt: now, updatedAt: now },
    update: { ...person, updatedAt: now },
  });
}

export async function deletePerson(db: SystemDb, tenantId: string, id: string): Promise<void> {
  await db.directoryPerson.deleteMany({ where: { tenantId, id } });
}

/** @returns the membership's id, or null where there was none. */
export async function deleteMembership(
  db: SystemDb,
  tenantId: string,
  userId: string,
): Promise<string | null> {
  const row = await db.membership.findFirst({ where: { tenantId, userId }, select: { id: true } });
  if (row) await db.membership.deleteMany({ where: { tenantId, id: row.id } });
  return row?.id ?? null;
}
