import { LRUCache } from "lru-cache";
import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { findTenantByHost, findTenantById, findTenantBySlug } from "./store.ts";

/** How a request names its tenant. */
export type TenantRef = { slug: string } | { host: string } | { id: string };

const TTL_MS = 10_000;
/** Short, so that a workspace opens the moment it is created even if its address was tried before. */
const MISSING_TTL_MS = 500;
const MAX_ENTRIES = 10_000;
const MISSING = Symbol("missing");
type Cache = LRUCache<string, TenantInfo | typeof MISSING>;
const caches = new WeakMap<object, Cache>();

/** The tenant a request is for, or null. Cached for seconds, unknown names too; changes clear it at once. */
export async function resolveTenant(ports: Ports, ref: TenantRef): Promise<TenantInfo | null> {
  const cache = cacheOf(ports);
  const key = JSON.stringify(ref);
  const known = cache.get(key);
  if (known !== undefined) return known === MISSING ? null : known;
  const tenant = await findTenant(ports, ref);
  cache.set(key, tenant ?? MISSING, { ttl: tenant ? TTL_MS : MISSING_TTL_MS });
  return tenant;
}

async function findTenant({ systemDb: { client } }: Ports, ref: TenantRef): Promise<TenantInfo | null> {
  if ("slug" in ref) return findTenantBySlug(client, ref.slug);
  if ("host" in ref) return findTenantByHost(client, ref.host);
  return findTenantById(client, ref.id);
}

function cacheOf(ports: Ports): Cache {
  const known = caches.get(ports);
  if (known) return known;
  const cache: Cache = new LRUCache({ max: MAX_ENTRIES, ttl: TTL_MS });
  ports.live.subscribeAll((_tenantId, { topic }) => {
    if (topic === "tenant" || topic === "domain") cache.clear();
  });
  caches.set(ports, cache);
  return cache;
}
