import type { SystemDb, TenantDb, TenantInfo } from "#server/kernel/ctx.ts";
import { memberPermissions, type Permission, ROLES, type Role } from "#server/kernel/permission.ts";
import { tokenHash } from "#server/platform/token.ts";
import { readStatus } from "./lifecycle/life-store.ts";

export async function findTenantBySlug(db: SystemDb, slug: string): Promise<TenantInfo | null> {
  const row = await db.tenant.findUnique({ where: { slug } });
  return row && toTenant(row);
}

/** A closed tenant's own domains answer no more; its subdomain still tells what became of it. */
export async function findTenantByHost(db: SystemDb, host: string): Promise<TenantInfo | null> {
  const domain = await db.domain.findFirst({ where: { host, verifiedAt: { not: null }, stoppedAt: null } });
  const tenant = domain && (await findTenantById(db, domain.tenantId));
  return tenant?.status === "active" || tenant?.status === "suspended" ? tenant : null;
}

export async function findTenantById(db: SystemDb, id: string): Promise<TenantInfo | null> {
  const row = await db.tenant.findUnique({ where: { id } });
  return row && toTenant(row);
}

/** How a tombstone remembers an erased tenant's slug. */
export const slugHash = (slug: string): string => tokenHash(`slug ${slug}`);

/** Whether the slug was an erased tenant's a short while ago: links to it are still about. */
export async function isSlugResting(db: SystemDb, slug: string, now: Date): Promise<boolean> {
  const where = { slugHash: slugHash(slug), slugFreeAfter: { gt: now } };
  return (await db.tenantTombstone.count({ where })) > 0;
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

export async function setTenantName(db: TenantDb | SystemDb, id: string, name: string): Promise<void> {
  await db.tenant.update({ where: { id }, data: { name }, select: { id: true } });
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

interface TenantRow {
  id: string;
  slug: string;
  name: string;
  status: string;
  suspendedReason: string | null;
}

function toTenant(row: TenantRow): TenantInfo {
  const { id, slug, name } = row;
  const { status, suspendedReason } = readStatus(row);
  return {
    id,
    slug,
    name,
    status,
    ...(status === "suspended" && suspendedReason ? { suspendedReason } : {}),
  };
}

/** An unknown role in the database grants the least. */
const toRole = (role: string): Role => ROLES.find((each) => each === role) ?? "viewer";
