import { LRUCache } from "lru-cache";
import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { tenantCtx } from "../audit/index.ts";
import { readEntitlements } from "./read-entitlements.ts";

type Allowance = Awaited<ReturnType<typeof readEntitlements>>;

interface Entry {
  readAt: number;
  reading: Promise<Allowance>;
}

const MAX_AGE_MS = 5_000;
const MAX_ENTRIES = 10_000;
const MAY_CHANGE_IT = ["subscription", "checkout", "entitlement", "tenant"];
const caches = new WeakMap<object, LRUCache<string, Entry>>();

/**
 * The tenant's entitlements for what every request asks: at most seconds old, by the platform's clock, and read again as
 * soon as something changed them. A limit that must hold exactly is `withinLimit`'s.
 */
export function readAllowance(ports: Ports, tenant: TenantInfo): Promise<Allowance> {
  const cache = cacheOf(ports);
  const now = ports.clock.now().getTime();
  const known = cache.get(tenant.id);
  if (known && now - known.readAt < MAX_AGE_MS) return known.reading;
  const reading = readEntitlements(tenantCtx(ports, tenant, { type: "system", process: "allowance" }));
  cache.set(tenant.id, { readAt: now, reading });
  reading.catch(() => cache.delete(tenant.id));
  return reading;
}

function cacheOf(ports: Ports): LRUCache<string, Entry> {
  const known = caches.get(ports);
  if (known) return known;
  const cache = new LRUCache<string, Entry>({ max: MAX_ENTRIES });
  ports.live.subscribeAll((tenantId, { topic }) => {
    if (MAY_CHANGE_IT.includes(topic)) cache.delete(tenantId);
  });
  caches.set(ports, cache);
  return cache;
}
