import { LRUCache } from "lru-cache";
import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { tenantCtx } from "../audit/index.ts";
import { listProvenDomains } from "./domain-store.ts";
import { openConnection } from "./open-connection.ts";
import { domainOf } from "./rules.ts";

/** What a tenant's sign-in page and every request of its members must know of single sign-on. */
export interface SsoFront {
  /** What the button says; null when there is none. */
  name: string | null;
  /** E-mail domains whose people come in by the provider and no other way. */
  enforcedDomains: readonly string[];
}

const NONE: SsoFront = { name: null, enforcedDomains: [] };
const TTL_MS = 10_000;
const MAX_TENANTS = 10_000;
type Cache = LRUCache<string, SsoFront>;
const caches = new WeakMap<object, Cache>();

/** Cached for seconds; changes of the settings, of what is paid for, and of domains clear it at once. */
export async function ssoFront(ports: Ports, tenant: TenantInfo): Promise<SsoFront> {
  const cache = cacheOf(ports);
  const known = cache.get(tenant.id);
  if (known) return known;
  const front = await readFront(ports, tenant);
  cache.set(tenant.id, front);
  return front;
}

async function readFront(ports: Ports, tenant: TenantInfo): Promise<SsoFront> {
  const ctx = tenantCtx(ports, tenant, { type: "system", process: "sso" });
  const connection = await openConnection(ctx);
  if (!connection) return NONE;
  return {
    name: connection.name,
    enforcedDomains: connection.isEnforced ? await listProvenDomains(ctx.db) : [],
  };
}

function cacheOf(ports: Ports): Cache {
  const known = caches.get(ports);
  if (known) return known;
  const cache: Cache = new LRUCache({ max: MAX_TENANTS, ttl: TTL_MS });
  ports.live.subscribeAll((tenantId, { topic }) => {
    if (topic === "sso" || topic === "subscription") cache.delete(tenantId);
  });
  caches.set(ports, cache);
  return cache;
}

/** Whether people with this address have to come by single sign-on, and by which; null when they need not. */
export async function ssoFor(
  ports: Ports,
  tenant: TenantInfo,
  email: string,
): Promise<{ name: string; domain: string } | null> {
  const { name, enforcedDomains } = await ssoFront(ports, tenant);
  const domain = domainOf(email.trim());
  return name !== null && enforcedDomains.includes(domain) ? { name, domain } : null;
}
