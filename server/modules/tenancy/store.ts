import type { SystemDb, TenantDb, TenantInfo } from "#server/kernel/ctx.ts";
import { TENANT_STATUSES } from "#server/kernel/ctx.ts";
import { memberPermissions, type Permission, ROLES, type Role } from "#server/kernel/permission.ts";

export async function findTenantBySlug(db: SystemDb, slug: string): Promise<TenantInfo | null> {
  const row = await db.tenant.findUnique({ where: { slug } });
  return row && toTenant(row);
}

export async function findTenantByHost(db: SystemDb, host: string): Promise<TenantInfo | null> {
  const domain = await db.domain.findFirst({ where: { host, verifiedAt: { not: null }, stoppedAt: null } });
  return domain && findTenantById(db, domain.tenantId);
}

/** The primary domain while it is served. */
export async function findPrimaryHost(db: TenantDb): Promise<string | null> {
  const where = { isPrimary: true, verifiedAt: { not: null }, stoppedAt: null };
  return (await db.domain.findFirst({ where, select: { host: true } }))?.host ?? null;
}

export async function findTenantById(db: SystemDb, id: string): Promise<TenantInfo | null> {
  const row = await db.tenant.findUnique({ where: { id } });
  return row && toTenant(row);
}

/** @returns false when the slug is taken; the transaction stays usable. */
export async function insertTenant(
  db: SystemDb,
  tenant: { id: string; slug: string; name: string; createdAt: Date },
) {
  const { count } = await db.tenant.createMany({ data: [tenant], skipDuplicates: true });
  return count === 1;
}

export async function insertMembership(
  db: SystemDb,
  membership: { id: string; tenantId: string; userId: string; role: Role; createdAt: Date },
): Promise<void> {
  await db.membership.create({ data: membership, select: { id: true } });
}

export async function insertVerifiedDomain(
  db: SystemDb,
  domain: { id: string; tenantId: string; host: string; token: string; verifiedAt: Date },
): Promise<void> {
  await db.domain.create({ data: domain, select: { id: true } });
}

export interface Standing {
  role: Role;
  permissions: readonly Permission[];
}

/** What a person is in this tenant, or null for a stranger. */
export async function findMember(db: TenantDb, userId: string): Promise<Standing | null> {
  const row = await db.membership.findFirst({
    where: { userId },
    select: { role: true, grants: true, denials: true },
  });
  if (!row) return null;
  const role = toRole(row.role);
  return { role, permissions: memberPermissions(role, row.grants, row.denials) };
}

export async function hasOpenInvitation(db: TenantDb, email: string, now: Date): Promise<boolean> {
  const where = { email, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } };
  return (await db.invitation.count({ where })) > 0;
}

/** Members, and who is invited: they sign in first, as nobody yet, and accept then. */
export async function isExpected(
  db: TenantDb,
  { userId, email }: { userId: string; email: string },
  now: Date,
): Promise<boolean> {
  const [member, invited] = [await findMember(db, userId), await hasOpenInvitation(db, email, now)];
  return member !== null || invited;
}

export async function listTenantsOfUser(db: SystemDb, userId: string) {
  const memberships = await db.membership.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  const tenants = await db.tenant.findMany({ where: { id: { in: memberships.map((row) => row.tenantId) } } });
  const byId = new Map(tenants.map((row) => [row.id, toTenant(row)]));
  return memberships.flatMap(({ tenantId, role }) => {
    const tenant = byId.get(tenantId);
    return tenant ? [{ ...tenant, role: toRole(role) }] : [];
  });
}

function toTenant(row: { id: string; slug: string; name: string; status: string }): TenantInfo {
  const { id, slug, name } = row;
  return { id, slug, name, status: TENANT_STATUSES.find((each) => each === row.status) ?? "closed" };
}

/** An unknown role in the database grants the least. */
const toRole = (role: string): Role => ROLES.find((each) => each === role) ?? "viewer";
