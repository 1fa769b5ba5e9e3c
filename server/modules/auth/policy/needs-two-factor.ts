import { LRUCache } from "lru-cache";
import type { Ports } from "#server/kernel/ctx.ts";
import { findTotp } from "../second-factor/second-factor-store.ts";
import type { LiveSession } from "../sessions/read-session.ts";
import { readPolicy } from "./policy-store.ts";

const TTL_MS = 10_000;
const MAX_ENTRIES = 10_000;
type Cache = LRUCache<string, boolean>;
const caches = new WeakMap<object, Cache>();

/**
 * Whether this workspace asks for two-factor and this person has none: neither was a second factor shown in the
 * session (a passkey is one), nor is an authenticator app set up. Who comes by single sign-on has shown what the
 * company's own provider asks. The policy is cached for seconds; a change clears it.
 */
export async function needsTwoFactor(
  ports: Ports,
  tenantId: string,
  { user, secondFactorAt, method }: Pick<LiveSession, "user" | "secondFactorAt" | "method">,
): Promise<boolean> {
  if (secondFactorAt !== null || method === "sso" || !(await isRequired(ports, tenantId))) return false;
  const factor = await findTotp(ports.systemDb.client, user.id);
  return factor?.confirmedAt == null;
}

async function isRequired(ports: Ports, tenantId: string): Promise<boolean> {
  const cache = cacheOf(ports);
  const known = cache.get(tenantId);
  if (known !== undefined) return known;
  const { requireTwoFactor } = await readPolicy(ports.tenantDb(tenantId).client);
  cache.set(tenantId, requireTwoFactor);
  return requireTwoFactor;
}

function cacheOf(ports: Ports): Cache {
  const known = caches.get(ports);
  if (known) return known;
  const cache: Cache = new LRUCache({ max: MAX_ENTRIES, ttl: TTL_MS });
  ports.live.subscribeAll((tenantId, { topic }) => {
    if (topic === "signInPolicy") cache.delete(tenantId);
  });
  caches.set(ports, cache);
  return cache;
}
