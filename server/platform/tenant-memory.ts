import { LRUCache } from "lru-cache";
import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";

interface MemorySpec {
  /** News of the tenant that makes it forget, e.g. `branding`. */
  topics: readonly string[];
  /** How old it may be where the news was lost. */
  ttlMs: number;
}

const MAX_TENANTS = 10_000;

/**
 * Remembers, for each process, what `read` said of a tenant until there is news of `topics`. The promise is kept and not
 * its value: a change meanwhile removes it, and a late answer can't come back as old news.
 */
export function tenantMemory<Asked extends Pick<TenantInfo, "id">, T>(
  { topics, ttlMs }: MemorySpec,
  read: (ports: Ports, tenant: Asked) => Promise<T>,
): (ports: Ports, tenant: Asked) => Promise<T> {
  const memories = new WeakMap<object, LRUCache<string, Promise<T>>>();
  function memoryOf(ports: Ports) {
    const kept = memories.get(ports);
    if (kept) return kept;
    const memory = new LRUCache<string, Promise<T>>({ max: MAX_TENANTS, ttl: ttlMs });
    ports.live.subscribeAll((tenantId, { topic }) => {
      if (topics.includes(topic)) memory.delete(tenantId);
    });
    memories.set(ports, memory);
    return memory;
  }
  return (ports, tenant) => {
    const memory = memoryOf(ports);
    const known = memory.get(tenant.id);
    if (known) return known;
    const reading = read(ports, tenant);
    memory.set(tenant.id, reading);
    reading.catch(() => memory.get(tenant.id) === reading && memory.delete(tenant.id));
    return reading;
  };
}
