import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import { memberPermissions, ROLES, type Role } from "#server/kernel/permission.ts";
import type { Rank } from "./rules.ts";
import type { Member } from "./schema.ts";

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

export async function listMembers(db: TenantDb): Promise<Member[]> {
  return (await db.membership.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }], ...MEMBER })).map(
    toMember,
  );
}

export async function findMemberById(db: TenantDb, id: string): Promise<Member | null> {
  const row = await db.membership.findFirst({ where: { id }, ...MEMBER });
  return row && toMember(row);
}

/** In platform scope, which sees every tenant, the tenant is named. */
export async function findMemberOf(db: SystemDb, tenantId: string, userId: string): Promise<Member | null> {
  const row = await db.membership.findFirst({ where: { tenantId, userId }, ...MEMBER });
  return row && toMember(row);
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
