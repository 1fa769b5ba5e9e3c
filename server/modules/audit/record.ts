import { actorLabel } from "#server/kernel/actor.ts";
import type { AuditEntry, Ctx, DomainEvent, PlatformCtx } from "#server/kernel/ctx.ts";
import { sealRecord } from "./away.ts";
import type { AuditRecord } from "./chain.ts";
import { insertOutbox, insertPlatformOutbox } from "./outbox-store.ts";
import { insertAudit, insertPlatformAudit } from "./store.ts";

type AnyCtx = Ctx | PlatformCtx;

/** Writes the audit row of a change into the transaction of the change. */
export async function recordAudit(ctx: AnyCtx, verb: string, entry: AuditEntry & { tenantId?: string }) {
  const row = auditRow(ctx, verb, entry);
  const tenantId = "tenant" in ctx ? ctx.tenant.id : entry.tenantId;
  const key = ctx.ports.auditKey.reveal();
  if (tenantId === undefined) await insertPlatformAudit(ctx.db, key, row);
  else await insertAudit(ctx.db, key, tenantId, row);
}

/**
 * The same where the change is in a database of the tenant's own, which has no audit log: the row waits, sealed, in the
 * outbox that commits with the change, and the relay appends it to the tenant's chain.
 */
export async function recordAuditAway(ctx: AnyCtx, verb: string, entry: AuditEntry & { tenantId?: string }) {
  const event = sealRecord(ctx.ports.auditKey.reveal(), auditRow(ctx, verb, entry));
  await emitEvents(ctx, [event]);
}

function auditRow(ctx: AnyCtx, verb: string, entry: AuditEntry): AuditRecord {
  return {
    id: ctx.newId(),
    at: ctx.now(),
    actor: actorLabel(ctx.actor),
    userId: entry.userId ?? ("userId" in ctx.actor ? ctx.actor.userId : null),
    address: ctx.client.address,
    userAgent: ctx.client.userAgent,
    verb,
    entityId: entry.entityId,
    before: entry.before,
    after: entry.after,
  };
}

/** Puts domain events into the outbox; the worker tells the subscribers after the commit. */
export async function emitEvents(
  ctx: AnyCtx,
  events: readonly (DomainEvent & { tenantId?: string | null })[],
) {
  for (const { tenantId: named, ...event } of events) {
    const tenantId = "tenant" in ctx ? ctx.tenant.id : named;
    if (tenantId === undefined) throw new Error(`The event ${event.type} names no tenant.`);
    const row = { id: ctx.newId(), createdAt: ctx.now(), event };
    if (tenantId === null) await insertPlatformOutbox(ctx.db, row);
    else await insertOutbox(ctx.db, tenantId, row);
  }
}

/** A row of its own for what changed nothing: a failed sign-in, a refused key. */
export function recordEvent<C extends Ctx | PlatformCtx>(
  ctx: C,
  verb: string,
  entry: AuditEntry & { tenantId?: string },
): Promise<void> {
  return ctx.transaction((tx) => tx.recordAudit(verb, entry));
}
