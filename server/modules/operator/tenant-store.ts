import type { SystemDb, TenantDb, TenantStatus } from "#server/kernel/ctx.ts";

export async function findTenantRow(db: SystemDb, name: string) {
  return (
    (await db.tenant.findUnique({ where: { slug: name } })) ??
    (await db.tenant.findUnique({ where: { id: name } }))
  );
}

export type TenantRow = NonNullable<Awaited<ReturnType<typeof findTenantRow>>>;

/** Ids sort by age; the newest first. */
export async function listTenantRows(
  db: SystemDb,
  { status, after, limit }: { status?: TenantStatus | undefined; after?: string | undefined; limit: number },
): Promise<TenantRow[]> {
  return db.tenant.findMany({
    where: { ...(status ? { status } : {}), ...(after ? { id: { lt: after } } : {}) },
    orderBy: { id: "desc" },
    take: limit,
  });
}

export async function setProvisionHash(db: SystemDb, id: string, provisionHash: string): Promise<void> {
  await db.tenant.update({ where: { id }, data: { provisionHash }, select: { id: true } });
}

export async function setName(db: SystemDb, id: string, name: string): Promise<void> {
  await db.tenant.update({ where: { id }, data: { name }, select: { id: true } });
}

export async function listOwners(db: SystemDb, tenantId: string): Promise<string[]> {
  const rows = await db.membership.findMany({
    where: { tenantId, role: "owner" },
    orderBy: { createdAt: "asc" },
    select: { user: { select: { email: true } } },
  });
  return rows.map(({ user }) => user.email);
}

export async function listInvitedOwners(db: SystemDb, tenantId: string, now: Date): Promise<string[]> {
  const rows = await db.invitation.findMany({
    where: { tenantId, role: "owner", acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    select: { email: true },
  });
  return rows.map(({ email }) => email);
}

export const countMembers = (db: SystemDb, tenantId: string): Promise<number> =>
  db.membership.count({ where: { tenantId } });

export async function findCreatedAt(db: TenantDb, id: string): Promise<Date> {
  return (await db.tenant.findUniqueOrThrow({ where: { id }, select: { createdAt: true } })).createdAt;
}

export async function slugsOf(db: SystemDb, ids: readonly string[]): Promise<string[]> {
  const rows = await db.tenant.findMany({
    where: { id: { in: [...ids] } },
    orderBy: { slug: "asc" },
    select: { slug: true },
  });
  return rows.map(({ slug }) => slug);
}
