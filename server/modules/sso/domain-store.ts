import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import type { DomainState } from "../domains/index.ts";
import { DomainProblem } from "../domains/schema.ts";

export interface DomainKey {
  tenantId: string;
  id: string;
}

export interface DomainRow extends DomainKey, DomainState {
  domain: string;
  token: string;
  checkedAt: Date | null;
  createdAt: Date;
}

type Stored = Omit<DomainRow, "problem"> & { problem: string | null };

const toRow = (row: Stored): DomainRow => ({
  ...row,
  problem: DomainProblem.nullable().catch(null).parse(row.problem),
});

export async function listDomains(db: TenantDb): Promise<DomainRow[]> {
  return (await db.ssoDomain.findMany({ orderBy: { domain: "asc" } })).map(toRow);
}

export const countDomains = (db: TenantDb): Promise<number> => db.ssoDomain.count();

/** Domains whose people this tenant's provider may speak of. */
export async function listProvenDomains(db: TenantDb): Promise<string[]> {
  const rows = await db.ssoDomain.findMany({
    where: { verifiedAt: { not: null }, stoppedAt: null },
    select: { domain: true },
  });
  return rows.map(({ domain }) => domain);
}

export async function findDomain(db: TenantDb, id: string): Promise<DomainRow | null> {
  const row = await db.ssoDomain.findFirst({ where: { id } });
  return row && toRow(row);
}

export async function findDomainOf(db: SystemDb, { tenantId, id }: DomainKey): Promise<DomainRow | null> {
  const row = await db.ssoDomain.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return row && toRow(row);
}

/** @returns false when the tenant has the domain already. */
export async function insertDomain(
  db: TenantDb,
  domain: { id: string; domain: string; token: string; createdAt: Date; nextCheckAt: Date },
): Promise<boolean> {
  const { count } = await db.ssoDomain.createMany({ data: [domain], skipDuplicates: true });
  return count === 1;
}

/** @returns false when another check was written since `before` was read. */
export async function writeCheck(
  db: SystemDb,
  { tenantId, id, checkedAt: seenAt, failures: seenFailures }: DomainRow,
  check: DomainState & { checkedAt: Date },
): Promise<boolean> {
  const { verifiedAt, failingSince, failures, stoppedAt, problem, nextCheckAt, checkedAt } = check;
  const { count } = await db.ssoDomain.updateMany({
    where: { tenantId, id, checkedAt: seenAt, failures: seenFailures },
    data: { verifiedAt, failingSince, failures, stoppedAt, problem, nextCheckAt, checkedAt },
  });
  return count === 1;
}

/** Domains whose time to be looked at has come, each given to one caller until `leaseUntil`. */
export function leaseDue(db: SystemDb, now: Date, leaseUntil: Date, limit: number): Promise<DomainKey[]> {
  return db.$queryRaw`
    update sso_domain set next_check_at = ${leaseUntil}
    where (tenant_id, id) in (
      select tenant_id, id from sso_domain where next_check_at <= ${now}
      order by next_check_at limit ${limit} for update skip locked)
    returning tenant_id as "tenantId", id`;
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
