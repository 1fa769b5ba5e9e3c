import { LRUCache } from "lru-cache";
import type { Ports } from "#server/kernel/ctx.ts";
import { requiresTwoFactor, secondFactorHolders } from "../auth/index.ts";
import { findMember } from "../tenancy/index.ts";
import type { Creator, KeyRow } from "./rules.ts";
import { findKeyByHash } from "./store.ts";

/** A key with its creator's standing, as read at one moment. */
export interface KnownKey {
  row: KeyRow;
  /** Null for who is no member any more. */
  creator: Creator | null;
}

/** Of a change nobody told this process of, it hears by asking again: no answer is used for longer. */
const TTL_MS = 1_000;
const MAX_TENANTS = 2_000;
const MAX_KEYS = 1_000;
const MAY_CHANGE_IT = ["key", "member", "membership", "ownership", "signInPolicy", "tenant", "user"];

const UNKNOWN = Symbol("unknown");
type TenantCache = LRUCache<string, Promise<KnownKey> | typeof UNKNOWN>;
const caches = new WeakMap<object, LRUCache<string, TenantCache>>();

/** The key of this hash, or null. What concerns a tenant's keys or members is forgotten on its first news. */
export async function readKnownKey(
  ports: Ports,
  tenantId: string,
  keyHash: string,
): Promise<KnownKey | null> {
  const cache = cacheOf(ports, tenantId);
  const known = cache.get(keyHash);
  if (known) return known === UNKNOWN ? null : known;
  // The age counts from before the question: what changes while it is answered is old news no longer than anything else.
  const start = performance.now();
  const db = ports.tenantDb(tenantId).client;
  const row = await findKeyByHash(db, keyHash);
  const key = row && { row, creator: await readCreator(ports, tenantId, row) };
  cache.set(keyHash, key ? Promise.resolve(key) : UNKNOWN, { start });
  return key;
}

async function readCreator(ports: Ports, tenantId: string, row: KeyRow): Promise<Creator | null> {
  const member = await findMember(ports.tenantDb(tenantId).client, row.createdBy);
  return (
    member && { permissions: member.permissions, lacksTwoFactor: await lacksTwoFactor(ports, tenantId, row) }
  );
}

/** A key is nobody's sign-in, so what its creator has set up counts: an app or a passkey. */
async function lacksTwoFactor(
  ports: Ports,
  tenantId: string,
  { createdBy, isVouched }: Pick<KeyRow, "createdBy" | "isVouched">,
): Promise<boolean> {
  if (isVouched || !(await requiresTwoFactor(ports, { id: tenantId }))) return false;
  return (await secondFactorHolders(ports, [createdBy])).size === 0;
}

function cacheOf(ports: Ports, tenantId: string): TenantCache {
  const tenants = tenantsOf(ports);
  const known = tenants.get(tenantId);
  if (known) return known;
  const cache: TenantCache = new LRUCache({ max: MAX_KEYS, ttl: TTL_MS });
  tenants.set(tenantId, cache);
  return cache;
}

function tenantsOf(ports: Ports): LRUCache<string, TenantCache> {
  const known = caches.get(ports);
  if (known) return known;
  const tenants = new LRUCache<string, TenantCache>({ max: MAX_TENANTS });
  ports.live.subscribeAll((tenantId, { topic }) => {
    if (MAY_CHANGE_IT.includes(topic)) tenants.delete(tenantId);
  });
  caches.set(ports, tenants);
  return tenants;
}
