import { Prisma } from "#server/generated/prisma/client.ts";
import type { TenantEvent } from "#server/kernel/background.ts";
import type { DomainEvent, SystemDb, TenantDb } from "#server/kernel/ctx.ts";

interface AuditRow {
  id: string;
  at: Date;
  actor: string;
  verb: string;
  entityId: string;
  before: unknown;
  after: unknown;
}

/** Audit and outbox are written by both scopes, so these two name the tenant; policies still check it. */
export async function insertAudit(db: TenantDb, tenantId: string, row: AuditRow): Promise<void> {
  await db.auditLog.create({
    data: { ...row, tenantId, before: asJson(row.before), after: asJson(row.after) },
    select: { id: true },
  });
}

export async function insertPlatformAudit(db: TenantDb, row: AuditRow): Promise<void> {
  await db.platformAuditLog.create({
    data: { ...row, before: asJson(row.before), after: asJson(row.after) },
    select: { id: true },
  });
}

export async function insertOutbox(
  db: TenantDb,
  tenantId: string,
  row: { id: string; createdAt: Date; event: DomainEvent },
): Promise<void> {
  const { type, ...payload } = row.event;
  await db.outboxEvent.create({
    data: {
      tenantId,
      id: row.id,
      type,
      payload: JSON.parse(JSON.stringify(payload)),
      createdAt: row.createdAt,
    },
    select: { id: true },
  });
}

export async function listAudit(db: TenantDb, limit: number) {
  return db.auditLog.findMany({ orderBy: { id: "desc" }, take: limit });
}

/** JSON by way of its own text: dates become ISO strings and `undefined` disappears. */
function asJson(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === undefined || value === null ? Prisma.DbNull : JSON.parse(JSON.stringify(value));
}

const RELAY_BATCH = 200;

/** Events no one has been told of yet, oldest first. */
export async function pendingEvents(db: SystemDb): Promise<TenantEvent[]> {
  const rows = await db.outboxEvent.findMany({
    where: { dispatchedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: RELAY_BATCH,
    select: { tenantId: true, id: true, type: true, payload: true },
  });
  return rows.map(({ payload, ...row }) => ({ ...(payload as object), ...row })); // insertOutbox wrote an object
}

export async function setDispatched(db: SystemDb, ids: string[], now: Date): Promise<void> {
  await db.outboxEvent.updateMany({ where: { id: { in: ids } }, data: { dispatchedAt: now } });
}
