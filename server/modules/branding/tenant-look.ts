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
const caches = new WeakMap<object, LRUCache<string, Promise<TenantLook>>>();

/** How a tenant looks to anybody at its door, signed in or not. Cached until it changes. */
export function tenantLook(ports: Ports, tenant: TenantInfo): Promise<TenantLook> {
  const cache = cacheOf(ports);
  const known = cache.get(tenant.id);
  if (known) return known;
  // The promise is kept, not its value: a change meanwhile removes it, and a late answer can't come back as old news.
  const reading = readLook(ports, tenant);
  cache.set(tenant.id, reading);
  reading.catch(() => cache.delete(tenant.id));
  return reading;
}

async function readLook(ports: Ports, tenant: TenantInfo): Promise<TenantLook> {
  const branding = await readBranding(ports.tenantDb(tenant.id).client, tenant.name);
  return { ...branding, css: renderThemeCss(branding.theme) };
}

/** A picture of the tenant by its content hash; public, like the pages that show it. */
export function tenantAsset(ports: Ports, tenant: TenantInfo, hash: string) {
  return findAsset(ports.tenantDb(tenant.id).client, hash);
}

function cacheOf(ports: Ports): LRUCache<string, Promise<TenantLook>> {
  const known = caches.get(ports);
  if (known) return known;
  const cache = new LRUCache<string, Promise<TenantLook>>({ max: MAX_ENTRIES, ttl: TTL_MS });
  ports.live.subscribeAll((tenantId, { topic }) => {
    if (topic === "branding") cache.delete(tenantId);
  });
  caches.set(ports, cache);
  return cache;
}
