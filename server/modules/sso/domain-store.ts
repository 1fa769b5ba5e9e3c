import type { TenantDb } from "#server/kernel/ctx.ts";

export async function listDomains(db: TenantDb) {
  return db.ssoDomain.findMany({ orderBy: { domain: "asc" } });
}

/** Domains whose people this tenant's provider may speak of. */
export async function listProvenDomains(db: TenantDb): Promise<string[]> {
  const rows = await db.ssoDomain.findMany({
    where: { verifiedAt: { not: null } },
    select: { domain: true },
  });
  return rows.map(({ domain }) => domain);
}

export async function findDomain(db: TenantDb, id: string) {
  return db.ssoDomain.findFirst({ where: { id } });
}

/** @returns false when the tenant has the domain already. */
export async function insertDomain(
  db: TenantDb,
  domain: { id: string; domain: string; token: string; createdAt: Date },
): Promise<boolean> {
  const { count } = await db.ssoDomain.createMany({ data: [domain], skipDuplicates: true });
  return count === 1;
}

export async function setDomainChecked(
  db: TenantDb,
  id: string,
  checked: { checkedAt: Date; verifiedAt?: Date | null },
): Promise<void> {
  await db.ssoDomain.updateMany({ where: { id }, data: checked });
}

/** @returns false when there is no such domain here. */
export async function deleteDomain(db: TenantDb, id: string): Promise<boolean> {
  const { count } = await db.ssoDomain.deleteMany({ where: { id } });
  return count === 1;
}

/** The tenant's own hosts that are served now. */
export async function listServedHosts(db: TenantDb): Promise<string[]> {
  const rows = await db.domain.findMany({
    where: { verifiedAt: { not: null }, stoppedAt: null },
    orderBy: { host: "asc" },
    select: { host: true },
  });
  return rows.map(({ host }) => host);
}
