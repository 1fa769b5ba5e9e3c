import type { Prisma } from "#server/generated/prisma/client.ts";
import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import { memberPermissions, ROLES, type Role } from "#server/kernel/permission.ts";
import type { Rank } from "./rules.ts";
import type { Member, MemberFilter } from "./schema.ts";

const MEMBER = { include: { user: { select: { name: true, email: true } } } } as const;

interface MembershipRow {
  id: string;
  userId: string;
  role: string;
  grants: string[];
  denials: string[];
  createdAt: Date;
  user: { name: string; email: string };
}

/** Puts changes of one tenant's members in order: each sees what the one before it did. Held to the end of the transaction. */
export async function lockMembers(db: TenantDb, tenantId: string): Promise<void> {
  const name = `members:${tenantId}`;
  await db.$queryRaw`select 1 from pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** Prisma hands what it looks for to LIKE as it is. */
const LIKE_SIGNS = /[\\%_]/g;

function whereFits({ search, role, hasExceptions }: MemberFilter): Prisma.MembershipWhereInput {
  const text = search && ({ contains: search.replace(LIKE_SIGNS, "\\$&"), mode: "insensitive" } as const);
  const none = { grants: { isEmpty: true }, denials: { isEmpty: true } };
  return {
    ...(role && { role }),
    ...(text && { user: { OR: [{ name: text }, { email: text }] } }),
    ...(hasExceptions === undefined ? {} : hasExceptions ? { NOT: none } : none),
  };
}

export const cursorAt = ({ joinedAt, id }: Member): string => `${joinedAt},${id}`;

function whereAfter(cursor: string): Prisma.MembershipWhereInput {
  const [joinedAt = "", id = ""] = cursor.split(",");
  const createdAt = new Date(joinedAt);
  return { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] };
}

/** Those who joined after the one that `cursor` names, the earliest first. */
export async function listMembers(
  db: TenantDb,
  { cursor, take, ...filter }: MemberFilter & { cursor?: string | undefined; take: number },
): Promise<Member[]> {
  const rows = await db.membership.findMany({
    where: { AND: [whereFits(filter), cursor === undefined ? {} : whereAfter(cursor)] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take,
    ...MEMBER,
  });
  return rows.map(toMember);
}

export const countFitting = (db: TenantDb, filter: MemberFilter): Promise<number> =>
  db.membership.count({ where: whereFits(filter) });

/** Platform scope, which sees every tenant, names it. */
export async function findMemberById(
  db: TenantDb | SystemDb,
  id: string,
  tenantId?: string,
): Promise<Member | null> {
  const row = await db.membership.findFirst({ where: { id, ...(tenantId && { tenantId }) }, ...MEMBER });
  return row && toMember(row);
}

/** In platform scope, which sees every tenant, the tenant is named. */
export async function findMemberOf(db: SystemDb, tenantId: string, userId: string): Promise<Member | null> {
  const row = await db.membership.findFirst({ where: { tenantId, userId }, ...MEMBER });
  return row && toMember(row);
}

/** Whether the account is this one workspace's, and stays so until the transaction ends: who joins another waits. */
export async function isOfOneTenant(db: SystemDb, userId: string): Promise<boolean> {
  await db.$queryRaw`select 1 from app_user where id = ${userId} for update`;
  const { isOperator } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { isOperator: true },
  });
  return !isOperator && (await db.membership.count({ where: { userId } })) === 1;
}

export async function ownerMemberIds(db: TenantDb, tenantId: string): Promise<string[]> {
  const rows = await db.membership.findMany({ where: { tenantId, role: "owner" }, select: { id: true } });
  return rows.map(({ id }) => id);
}

export const countMembers = (db: TenantDb, tenantId: string): Promise<number> =>
  db.membership.count({ where: { tenantId } });

export async function listMemberEmails(db: TenantDb, emails: readonly string[]): Promise<Set<string>> {
  const rows = await db.membership.findMany({
    where: { user: { email: { in: [...emails] } } },
    select: { user: { select: { email: true } } },
  });
  return new Set(rows.map(({ user }) => user.email));
}

/** Those of these people who are members. */
export async function stillMembers(db: TenantDb, userIds: readonly string[]): Promise<Set<string>> {
  const where = { userId: { in: [...userIds] } };
  const rows = await db.membership.findMany({ where, select: { userId: true } });
  return new Set(rows.map(({ userId }) => userId));
}

export interface NewMember {
  id: string;
  userId: string;
  role: Role;
  grants: string[];
  denials: string[];
  source: string;
  createdAt: Date;
}

export async function insertMember(db: SystemDb, tenantId: string, member: NewMember): Promise<void> {
  await db.membership.create({ data: { ...member, tenantId }, select: { id: true } });
}

export async function setAccess(
  db: TenantDb,
  id: string,
  access: Pick<Member, "role" | "grants" | "denials">,
): Promise<void> {
  await db.membership.updateMany({ where: { id }, data: access });
}

export async function deleteMember(db: TenantDb, tenantId: string, id: string): Promise<void> {
  await db.membership.deleteMany({ where: { tenantId, id } });
}

export const rankOfMember = ({
  role,
  grants,
  denials,
}: Pick<Member, "role" | "grants" | "denials">): Rank => ({
  role,
  permissions: memberPermissions(role, grants, denials),
});

function toMember({ id, userId, grants, denials, createdAt, user, ...row }: MembershipRow): Member {
  const role = toRole(row.role);
  return { id, userId, ...user, role, grants, denials, joinedAt: createdAt.toISOString() };
}

/** An unknown role in the database grants the least. */
export const toRole = (role: string): Role => ROLES.find((each) => each === role) ?? "viewer";
