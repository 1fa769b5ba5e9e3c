import type { Actor } from "#server/kernel/actor.ts";
import type { Client, Ctx, Plane, PlatformCtx, Ports, TenantInfo, Transaction } from "#server/kernel/ctx.ts";
import type { BoundDb } from "#server/platform/database/tenant-db.ts";
import { newId } from "#server/platform/ids.ts";
import { emitEvents, recordAudit, recordAuditAway } from "./record.ts";

/** The channel that tells the worker to look into the outbox. */
export const OUTBOX_SIGNAL = "outbox";

/** The channel of what changed at the platform and concerns no tenant: `{ topic, id }`. */
export const PLATFORM_SIGNAL = "platform";

/** Work that no request asked for. */
const WITHIN: Client = { address: "", userAgent: "" };

/** One actor at one tenant. Everything a verb may touch hangs on this value. */
export function tenantCtx(ports: Ports, tenant: TenantInfo, actor: Actor, client: Client = WITHIN): Ctx {
  const bound = ports.tenantDb(tenant.id);
  return bindCtx(bound, { tenant, actor, client, ports, ...timeAndIds(ports) });
}

/** One actor at the platform itself. */
export function platformCtx(ports: Ports, actor: Actor, client: Client = WITHIN): PlatformCtx {
  return bindCtx(ports.systemDb, { actor, client, ports, ...timeAndIds(ports) });
}

type Base<C> = Omit<C, "db" | "transaction">;

function timeAndIds({ clock }: Ports) {
  return { now: () => clock.now(), newId: () => newId(clock.now()) };
}

function bindCtx<C extends Ctx | PlatformCtx>(bound: BoundDb, base: Base<C>): C {
  const open = base as C & { ports: Ports }; // completed just below
  open.db = bound.client;
  open.transaction = async <T>(work: (tx: Transaction<C>) => Promise<T>, plane?: Plane): Promise<T> => {
    const touched = new Map<string, { tenantId: string | null; topic: string; id: string }>();
    let hasEvents = false;
    const result = await bound.transaction((db, { isAway }) => {
      const ctx: C = { ...open, db };
      ctx.transaction = () => Promise.reject(new Error("A transaction is already open."));
      return work({
        ctx,
        async recordAudit(verb, entry) {
          await (isAway ? recordAuditAway : recordAudit)(ctx, verb, entry);
          hasEvents ||= isAway;
          const tenantId = "tenant" in ctx ? ctx.tenant.id : (entry.tenantId ?? null);
          const topic = verb.slice(0, verb.indexOf("."));
          touched.set(`${tenantId} ${verb}`, { tenantId, topic, id: entry.entityId });
        },
        async emit(events) {
          await emitEvents(ctx, events);
          hasEvents ||= events.length > 0;
        },
      });
    }, plane);
    if (hasEvents) open.ports.signal.publish(OUTBOX_SIGNAL, null);
    for (const { tenantId, ...message } of touched.values()) {
      if (tenantId === null) open.ports.signal.publish(PLATFORM_SIGNAL, message);
      else open.ports.live.publish(tenantId, message);
    }
    return result;
  };
  return open;
}
