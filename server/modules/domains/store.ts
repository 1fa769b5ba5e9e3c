import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import { namesAbove, zoneOf } from "./host-name.ts";
import type { DomainState, Findings, Holder, Verdict } from "./rules.ts";
import { DomainProblem } from "./schema.ts";

/** What the last check found, by kind of record, and what that was worth. */
export interface Found extends Verdict {
  txt: string[];
  cname: string[];
  addresses: string[];
}

export interface DomainRow extends DomainState {
  id: string;
  host: string;
  token: string;
  isPrimary: boolean;
  createdAt: Date;
  checkedAt: Date | null;
  found: Found | null;
}

type Stored = Omit<DomainRow, "problem" | "found"> & { problem: string | null; found: unknown };

const MAX_VALUES = 8;
const MAX_LENGTH = 255;

export async function listDomains(db: TenantDb): Promise<DomainRow[]> {
  return (await db.domain.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] })).map(toRow);
}

export async function findDomain(db: TenantDb, id: string): Promise<DomainRow | null> {
  const row = await db.domain.findFirst({ where: { id } });
  return row && toRow(row);
}

export async function findDomainByHost(db: TenantDb, host: string): Promise<DomainRow | null> {
  const row = await db.domain.findFirst({ where: { host } });
  return row && toRow(row);
}

export const countDomains = (db: TenantDb): Promise<number> => db.domain.count();

export async function listDomainsOf(db: SystemDb, tenantId: string): Promise<DomainRow[]> {
  const orderBy = [{ createdAt: "asc" as const }, { id: "asc" as const }];
  return (await db.domain.findMany({ where: { tenantId }, orderBy })).map(toRow);
}

export async function insertDomainOf(db: SystemDb, tenantId: string, domain: NewDomain): Promise<void> {
  await db.domain.createMany({ data: [{ ...domain, tenantId }], skipDuplicates: true });
}

interface NewDomain {
  id: string;
  host: string;
  token: string;
  createdAt: Date;
  nextCheckAt: Date;
}

/** @returns false when the tenant has it already. */
export async function insertDomain(db: TenantDb, domain: NewDomain): Promise<boolean> {
  const { count } = await db.domain.createMany({ data: [domain], skipDuplicates: true });
  return count === 1;
}

export async function removeDomain(db: TenantDb, id: string): Promise<boolean> {
  return (await db.domain.deleteMany({ where: { id } })).count === 1;
}

/** Makes one the primary, or none. */
export async function setPrimary(db: TenantDb, id: string | null): Promise<void> {
  await db.domain.updateMany({ where: { isPrimary: true }, data: { isPrimary: false } });
  if (id) await db.domain.updateMany({ where: { id }, data: { isPrimary: true } });
}

/** Lets checks of one registered domain follow each other until the transaction ends, over all tenants. */
export async function lockZone(db: SystemDb, host: string): Promise<void> {
  const name = `domain:${zoneOf(host)}`;
  await db.$queryRaw`select 1 from pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** Other tenants' verified domains that are this one, above it, or below it. */
export function listHolders(db: SystemDb, tenantId: string, host: string): Promise<Holder[]> {
  const line = [host, ...namesAbove(host)];
  const below = `${[...host].toReversed().join("")}.%`;
  return db.$queryRaw<Holder[]>`
    select tenant_id as "tenantId", id, host, token, stopped_at as "stoppedAt" from domain
    where verified_at is not null and tenant_id <> ${tenantId}
      and (host = any(${line}) or reverse(host) like ${below})`;
}

/** The primary domain while it is served. */
export async function findPrimaryHost(db: TenantDb): Promise<string | null> {
  const where = { isPrimary: true, verifiedAt: { not: null }, stoppedAt: null };
  return (await db.domain.findFirst({ where, select: { host: true } }))?.host ?? null;
}

export async function findDomainOf(db: SystemDb, tenantId: string, id: string): Promise<DomainRow | null> {
  const row = await db.domain.findUnique({ where: { tenantId_id: { tenantId, id } } });
  return row && toRow(row);
}

export async function hasPrimary(db: SystemDb, tenantId: string): Promise<boolean> {
  return (await db.domain.count({ where: { tenantId, isPrimary: true } })) > 0;
}

export async function writeCheck(
  db: SystemDb,
  { tenantId, id }: { tenantId: string; id: string },
  check: DomainState & { checkedAt: Date; findings: Findings; verdict: Verdict; isPrimary: boolean },
): Promise<void> {
  const { verifiedAt, failingSince, failures, stoppedAt, problem, nextCheckAt, checkedAt, isPrimary } = check;
  await db.domain.update({
    where: { tenantId_id: { tenantId, id } },
    data: {
      ...{ verifiedAt, failingSince, failures, stoppedAt, problem, nextCheckAt, checkedAt, isPrimary },
      found: { ...valuesOf(check.findings), ...check.verdict },
    },
    select: { id: true },
  });
}

/** Takes a stopped domain from its tenant, who keeps the claim and may prove it again. */
export async function takeAway(db: SystemDb, { tenantId, id }: Holder): Promise<void> {
  const lost = { verifiedAt: null, failingSince: null, failures: 0, stoppedAt: null };
  await db.domain.update({
    where: { tenantId_id: { tenantId, id } },
    data: { ...lost, problem: DomainProblem.enum.held_elsewhere, nextCheckAt: null, isPrimary: false },
    select: { id: true },
  });
}

/** Domains whose time to be looked at has come, each given to one caller until `leaseUntil`. */
export function leaseDue(
  db: SystemDb,
  now: Date,
  leaseUntil: Date,
  limit: number,
): Promise<{ tenantId: string; id: string }[]> {
  return db.$queryRaw`
    update domain set next_check_at = ${leaseUntil}
    where (tenant_id, id) in (
      select tenant_id, id from domain where next_check_at <= ${now}
      order by next_check_at limit ${limit} for update skip locked)
    returning tenant_id as "tenantId", id`;
}

function valuesOf(findings: Findings): Omit<Found, keyof Verdict> {
  const values = (answer: Findings["txt"]) =>
    answer.kind === "found"
      ? answer.values.slice(0, MAX_VALUES).map((value) => value.slice(0, MAX_LENGTH))
      : [];
  return { txt: values(findings.txt), cname: values(findings.cname), addresses: values(findings.addresses) };
}

function toRow({ problem, found, ...row }: Stored): DomainRow {
  const known = DomainProblem.safeParse(problem);
  return { ...row, problem: known.success ? known.data : null, found: isFound(found) ? found : null };
}

const isFound = (value: unknown): value is Found =>
  typeof value === "object" && value !== null && "txt" in value && "proof" in value;
