import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { TenantEvent } from "#server/kernel/background.ts";
import type { DomainEvent, Ports } from "#server/kernel/ctx.ts";
import { type AuditRecord, canonical } from "./chain.ts";
import { hasAudit, insertAudit } from "./store.ts";

/** The type of the event in which an audit row travels from a database of a tenant's own to the tenant's chain. */
export const AUDIT_RECORDED = "audit.recorded";

const Sealed = z.object({
  record: z.object({
    id: z.string(),
    at: z.iso.datetime().transform((at) => new Date(at)),
    actor: z.string(),
    userId: z.string().nullable(),
    address: z.string(),
    userAgent: z.string(),
    verb: z.string(),
    entityId: z.string(),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  }),
  seal: z.string(),
});

export function sealRecord(key: Uint8Array, record: AuditRecord): DomainEvent {
  const plain: unknown = JSON.parse(JSON.stringify(record));
  return { type: AUDIT_RECORDED, record: plain, seal: sealOf(key, plain) };
}

/** Appends it once, however often it comes. @throws Error when it was changed on the way */
export async function appendAway(ports: Ports, event: TenantEvent): Promise<void> {
  const { record, seal } = Sealed.parse(event);
  const key = ports.auditKey.reveal();
  const expected = sealOf(key, Reflect.get(event, "record"));
  if (!timingSafeEqual(Buffer.from(seal.padEnd(43).slice(0, 43)), Buffer.from(expected))) {
    throw new Error(`The audit record ${record.id} of tenant ${event.tenantId} was changed in its outbox.`);
  }
  await ports.systemDb.transaction(async (db) => {
    if (await hasAudit(db, event.tenantId, record.id)) return;
    await insertAudit(db, key, event.tenantId, { ...record, before: record.before, after: record.after });
  });
}

function sealOf(key: Uint8Array, record: unknown): string {
  return createHmac("sha256", key)
    .update(`away ${canonical(record)}`)
    .digest("base64url");
}
