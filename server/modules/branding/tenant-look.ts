import { LRUCache } from "lru-cache";
import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import type { Branding } from "./schema.ts";
import { findAsset, readBranding } from "./store.ts";
import { renderThemeCss } from "./theme-css.ts";

export interface TenantLook extends Branding {
  css: string;
}

const TTL_MS = 60_000;
const MAX_ENTRIES = 5_000;
const caches = new WeakMap<object, LRUCache<string, TenantLook>>();

/** How a tenant looks to anybody at its door, signed in or not. Cached until it changes. */
export async function tenantLook(ports: Ports, tenant: TenantInfo): Promise<TenantLook> {
  const cache = cacheOf(ports);
  const known = cache.get(tenant.id);
  if (known) return known;
  const branding = await readBranding(ports.tenantDb(tenant.id).client, tenant.name);
  const look = { ...branding, css: renderThemeCss(branding.theme) };
  cache.set(tenant.id, look);
  return look;
}

/** A picture of the tenant by its content hash; public, like the pages that show it. */
export function tenantAsset(ports: Ports, tenant: TenantInfo, hash: string) {
  return findAsset(ports.tenantDb(tenant.id).client, hash);
}

function cacheOf(ports: Ports): LRUCache<string, TenantLook> {
  const known = caches.get(ports);
  if (known) return known;
  const cache = new LRUCache<string, TenantLook>({ max: MAX_ENTRIES, ttl: TTL_MS });
  ports.live.subscribeAll((tenantId, { topic }) => {
    if (topic === "branding") cache.delete(tenantId);
  });
  caches.set(ports, cache);
  return cache;
}
