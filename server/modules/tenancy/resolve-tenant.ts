import { LRUCache } from "lru-cache";
import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { findTenantByHost, findTenantById, findTenantBySlug } from "./store.ts";

/** How a request names its tenant. */
export type TenantRef = { slug: string } | { host: string } | { id: string };

const TTL_MS = 10_000;
/** Short, so that a workspace opens the moment it is created even if its address was tried before. */
const MISSING_TTL_MS = 500;
const MAX_ENTRIES = 10_000;

interface Memory {
  known: LRUCache<string, TenantInfo>;
  /** Apart, so that a flood of invented names can't push out those that are there. */
  missing: LRUCache<string, true>;
  /** Counts what made the memory forget. */
  generation: number;
}

const memories = new WeakMap<object, Memory>();

/** The tenant a request is for, or null. Cached for seconds, unknown names too; changes clear it at once. */
export async function resolveTenant(ports: Ports, ref: TenantRef): Promise<TenantInfo | null> {
  const memory = memoryOf(ports);
  const key = JSON.stringify(ref);
  const known = memory.known.get(key);
  if (known) return known;
  if (memory.missing.has(key)) return null;
  const { generation } = memory;
  const tenant = await findTenant(ports, ref);
  // What changed during the read may not be in it.
  if (generation !== memory.generation) return tenant;
  if (tenant) memory.known.set(key, tenant);
  else memory.missing.set(key, true);
  return tenant;
}

async function findTenant({ systemDb: { client } }: Ports, ref: TenantRef): Promise<TenantInfo | null> {
  if ("slug" in ref) return findTenantBySlug(client, ref.slug);
  if ("host" in ref) return findTenantByHost(client, ref.host);
  return findTenantById(client, ref.id);
}

function memoryOf(ports: Ports): Memory {
  const kept = memories.get(ports);
  if (kept) return kept;
  const memory: Memory = {
    known: new LRUCache({ max: MAX_ENTRIES, ttl: TTL_MS }),
    missing: new LRUCache({ max: MAX_ENTRIES, ttl: MISSING_TTL_MS }),
    generation: 0,
  };
  ports.live.subscribeAll((_tenantId, { topic }) => {
    if (topic !== "tenant" && topic !== "domain") return;
    memory.generation++;
    memory.known.clear();
    memory.missing.clear();
  });
  memories.set(ports, memory);
  return memory;
}
