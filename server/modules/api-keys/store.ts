import type { TenantDb } from "#server/kernel/ctx.ts";
import type { KeyRow } from "./rules.ts";

const MAX_KNOWN_NETWORKS = 20;

export async function findKey(db: TenantDb, id: string): Promise<KeyRow | null> {
  return db.apiKey.findFirst({ where: { id } });
}

export async function findKeyByHash(db: TenantDb, keyHash: string): Promise<KeyRow | null> {
  return db.apiKey.findFirst({ where: { keyHash } });
}

/** All that are not revoked, the newest first. */
export async function listKeys(db: TenantDb): Promise<KeyRow[]> {
  return db.apiKey.findMany({ where: { revokedAt: null }, orderBy: { id: "desc" } });
}

/** Names of those creators who are still members. */
export async function namesOf(db: TenantDb, userIds: string[]): Promise<Map<string, string>> {
  const members = await db.membership.findMany({
    where: { userId: { in: userIds } },
    select: { userId: true, user: { select: { name: true } } },
  });
  return new Map(members.map(({ userId, user }) => [userId, user.name]));
}

/** Keys that count: neither revoked nor replaced nor expired. */
export async function countKeys(db: TenantDb, now: Date): Promise<number> {
  const unexpired = { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  return db.apiKey.count({ where: { revokedAt: null, replacedBy: null, ...unexpired } });
}

/** @returns false when a key in use is already called that; the transaction stays usable. */
export async function insertKey(db: TenantDb, row: KeyRow & { keyHash: string }): Promise<boolean> {
  const { count } = await db.apiKey.createMany({ data: [row], skipDuplicates: true });
  return count === 1;
}

/** @returns false when another key in use is already called that; the transaction stays usable. */
export async function updateKey(
  db: TenantDb,
  id: string,
  { name, scopes, allowedAddresses }: { name: string; scopes: string[]; allowedAddresses: string[] },
): Promise<boolean> {
  const count = await db.$executeRaw`
    update api_key set name = ${name}, scopes = ${scopes}, allowed_addresses = ${allowedAddresses}
    where id = ${id} and revoked_at is null and not exists (
      select 1 from api_key other where other.id <> ${id} and lower(other.name) = lower(${name})
        and other.revoked_at is null and other.replaced_by is null)`;
  return count === 1;
}

/** Lets a key end at `expiresAt` in favour of another. @returns false when it has ended or been replaced already. */
export async function replaceKey(
  db: TenantDb,
  id: string,
  { replacedBy, expiresAt, now }: { replacedBy: string; expiresAt: Date; now: Date },
): Promise<boolean> {
  const { count } = await db.apiKey.updateMany({
    where: {
      id,
      revokedAt: null,
      replacedBy: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    data: { replacedBy, expiresAt },
  });
  return count === 1;
}

export async function setRevoked(db: TenantDb, id: string, now: Date): Promise<void> {
  await db.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
}

/** Time and address of the last use; of many at once one writes. */
export async function setUsed(
  db: TenantDb,
  id: string,
  { now, address, unlessSince }: { now: Date; address: string; unlessSince: Date },
): Promise<void> {
  await db.apiKey.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: unlessSince } }] },
    data: { lastUsedAt: now, lastAddress: address },
  });
}

/** @returns false when the key was known to come from there, also by a request at the same moment. */
export async function addNetwork(db: TenantDb, id: string, network: string): Promise<boolean> {
  const count = await db.$executeRaw`
    update api_key
    set known_networks = known_networks[greatest(1, cardinality(known_networks) - ${MAX_KNOWN_NETWORKS - 2}::int):] || ${network}::text
    where id = ${id} and not (${network} = any(known_networks))`;
  return count === 1;
}
