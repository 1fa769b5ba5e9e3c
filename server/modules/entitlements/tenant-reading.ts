import { LRUCache } from "lru-cache";
import type { Ctx, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { perPorts } from "#server/platform/per-ports.ts";
import { tenantCtx } from "../audit/index.ts";

interface Entry<T> {
  readAt: number;
  reading: Promise<T>;
}

const MAX_AGE_MS = 5_000;
const MAX_ENTRIES = 10_000;

/**
 * What every request asks about its tenant, at most seconds old by the platform's clock, and read again as soon as there
 * is news of one of the topics.
 */
export function tenantReading<T>(read: (ctx: Ctx) => Promise<T>, topics: readonly string[]) {
  const cacheOf = perPorts(({ live }: Ports) => {
    const cache = new LRUCache<string, Entry<T>>({ max: MAX_ENTRIES });
    live.subscribeAll((tenantId, { topic }) => {
      if (topics.includes(topic)) cache.delete(tenantId);
    });
    return cache;
  });
  return (ports: Ports, tenant: TenantInfo): Promise<T> => {
    const cache = cacheOf(ports);
    const now = ports.clock.now().getTime();
    const known = cache.get(tenant.id);
    if (known && now - known.readAt < MAX_AGE_MS) return known.reading;
    const reading = read(tenantCtx(ports, tenant, { type: "system", process: "tenant-reading" }));
    cache.set(tenant.id, { readAt: now, reading });
    reading.catch(() => cache.delete(tenant.id));
    return reading;
  };
}
