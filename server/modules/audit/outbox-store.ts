import type { PlatformEvent, TenantEvent } from "#server/kernel/background.ts";
import type { DomainEvent, SystemDb, TenantDb } from "#server/kernel/ctx.ts";

/** Where events wait for the worker: those of tenants, and those of none. */
export interface Outbox<E> {
  /** Events no one has been told of yet, oldest first; one batch. */
  pending(db: SystemDb): Promise<E[]>;
  setDispatched(db: SystemDb, ids: string[], now: Date): Promise<void>;
}

interface NewEvent {
  id: string;
  createdAt: Date;
  event: DomainEvent;
}

export async function insertOutbox(db: TenantDb, tenantId: string, { event, ...row }: NewEvent) {
  await db.outboxEvent.create({ data: { tenantId, ...row, ...columnsOf(event) }, select: { id: true } });
}

export async function insertPlatformOutbox(db: SystemDb, { event, ...row }: NewEvent) {
  await db.platformOutboxEvent.create({ data: { ...row, ...columnsOf(event) }, select: { id: true } });
}

const RELAY_BATCH = 200;
const WAITING = {
  where: { dispatchedAt: null },
  orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }],
  take: RELAY_BATCH,
};

export const tenantOutbox: Outbox<TenantEvent> = {
  async pending(db) {
    const rows = await db.outboxEvent.findMany(WAITING);
    return rows.map(({ payload, tenantId, id, type }) => ({ ...(payload as object), tenantId, id, type })); // insertOutbox wrote an object
  },
  async setDispatched(db, ids, dispatchedAt) {
    await db.outboxEvent.updateMany({ where: { id: { in: ids } }, data: { dispatchedAt } });
  },
};

export const platformOutbox: Outbox<PlatformEvent> = {
  async pending(db) {
    const rows = await db.platformOutboxEvent.findMany(WAITING);
    return rows.map(({ payload, id, type }) => ({ ...(payload as object), id, type })); // insertPlatformOutbox wrote an object
  },
  async setDispatched(db, ids, dispatchedAt) {
    await db.platformOutboxEvent.updateMany({ where: { id: { in: ids } }, data: { dispatchedAt } });
  },
};

function columnsOf({ type, ...payload }: DomainEvent) {
  return { type, payload: JSON.parse(JSON.stringify(payload)) };
}
