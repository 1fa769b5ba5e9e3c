import type { SystemDb, TenantDb } from "#server/kernel/ctx.ts";
import { deviceName } from "#server/platform/device.ts";
import type { ChainHead } from "./chain.ts";
import type { Activity, AuditEntry, AuditFilter } from "./schema.ts";
import { PLATFORM } from "./store.ts";
import type { ChainRow } from "./verify-chain.ts";

/** The newest rows first, from before `before` on. */
export async function readAudit(
  db: TenantDb,
  filter: AuditFilter,
  before: number | null,
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await db.auditLog.findMany({
    where: { ...whereOf(filter), ...(before !== null && { seq: { lt: before } }) },
    orderBy: { seq: "desc" },
    take: limit,
  });
  const names = await namesOf(db, [...new Set(rows.flatMap(({ userId }) => userId ?? []))]);
  return rows.map(({ tenantId: _tenant, previousHash: _previous, ...row }) => ({
    ...row,
    seq: Number(row.seq),
    at: row.at.toISOString(),
    device: deviceName(row.userAgent),
    userName: names.get(row.userId ?? "") ?? null,
  }));
}

function whereOf({ verb, userId, entityId, from, to }: AuditFilter) {
  return {
    ...(verb && { verb: verb.includes(".") && !verb.endsWith(".") ? verb : { startsWith: verb } }),
    ...(userId && { userId }),
    ...(entityId && { entityId }),
    ...((from || to) && { at: { ...(from && { gte: from }), ...(to && { lt: to }) } }),
  };
}

async function namesOf(db: TenantDb, userIds: string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map();
  const users = await db.user.findMany({ where: { id: { in: userIds } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

const ACTIVITY = { id: true, at: true, verb: true, entityId: true, address: true, userAgent: true } as const;

/** What one person did in this tenant, newest first. */
export async function readActivity(db: TenantDb, userId: string, before: string | undefined, limit: number) {
  const rows = await db.auditLog.findMany(ofPerson(userId, before, limit));
  return rows.map(toActivity);
}

/** What one person did outside any tenant, newest first. */
export async function readPlatformActivity(
  db: SystemDb,
  userId: string,
  before: string | undefined,
  limit: number,
) {
  const rows = await db.platformAuditLog.findMany(ofPerson(userId, before, limit));
  return rows.map(toActivity);
}

const ofPerson = (userId: string, before: string | undefined, take: number) =>
  ({
    where: { userId, ...(before && { at: { lt: before } }) },
    orderBy: { seq: "desc" },
    take,
    select: ACTIVITY,
  }) as const;

const toActivity = ({
  at,
  userAgent,
  ...row
}: Omit<Activity, "at" | "device"> & { at: Date; userAgent: string }): Activity => ({
  ...row,
  at: at.toISOString(),
  device: deviceName(userAgent),
});

const BATCH = 1_000;

/** A tenant's whole chain by ascending `seq`. The tenant is named because the system scope reads here, too. */
export async function* readChain(db: TenantDb, tenantId: string): AsyncGenerator<ChainRow[]> {
  let after = 0n;
  for (;;) {
    const rows = await db.auditLog.findMany({
      where: { tenantId, seq: { gt: after } },
      orderBy: { seq: "asc" },
      take: BATCH,
    });
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.seq ?? after;
  }
}

export async function* readPlatformChain(db: SystemDb): AsyncGenerator<ChainRow[]> {
  let after = 0n;
  for (;;) {
    const rows = await db.platformAuditLog.findMany({
      where: { seq: { gt: after } },
      orderBy: { seq: "asc" },
      take: BATCH,
    });
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.seq ?? after;
  }
}

export async function findHead(db: TenantDb, tenantId: string): Promise<ChainHead | null> {
  return db.auditHead.findUnique({ where: { tenantId }, select: { seq: true, hash: true } });
}

export async function findPlatformHead(db: SystemDb): Promise<ChainHead | null> {
  return db.platformAuditHead.findUnique({ where: { id: PLATFORM }, select: { seq: true, hash: true } });
}

/** Where every chain ends. */
export async function listHeads(db: SystemDb): Promise<(ChainHead & { scope: string })[]> {
  const [tenants, platform] = await Promise.all([
    db.auditHead.findMany({ select: { tenantId: true, seq: true, hash: true } }),
    findPlatformHead(db),
  ]);
  const heads = tenants.map(({ tenantId, ...head }) => ({ scope: tenantId, ...head }));
  return platform ? [...heads, { scope: PLATFORM, ...platform }] : heads;
}

/** Tenants whose log has rows, with or without a head. */
export async function listAuditedTenants(db: SystemDb): Promise<string[]> {
  const rows = await db.auditLog.findMany({ distinct: ["tenantId"], select: { tenantId: true } });
  return rows.map(({ tenantId }) => tenantId);
}

/** An erased workspace takes its log along; the platform's own says so. */
export async function wasErased(db: SystemDb, tenantId: string): Promise<boolean> {
  const row = await db.platformAuditLog.findFirst({
    where: { verb: "tenant.erase", entityId: tenantId },
    select: { id: true },
  });
  return row !== null;
}
