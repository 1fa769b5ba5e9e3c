import { AUDIT_OWNER } from "./audit-key.ts";
import type { MasterKey } from "./master-key.ts";
import { createDataKey, type KeyStore } from "./vault.ts";

/** How many data keys each master key wraps; a master key with none can be taken out of the settings. */
export async function countByMasterKey(store: KeyStore): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const keys of store.all()) {
    for (const { masterKeyId } of keys) counts.set(masterKeyId, (counts.get(masterKeyId) ?? 0) + 1);
  }
  return counts;
}

/**
 * Wraps every data key by the first master key. What is sealed stays as it is; the vault goes on opening and sealing
 * meanwhile. May be interrupted and run again.
 * @returns how many were wrapped anew
 * @throws Error when a key's master key is not among the given ones
 */
export async function rewrapKeys(store: KeyStore, masterKeys: readonly MasterKey[]): Promise<number> {
  const [newest] = masterKeys;
  if (!newest) throw new Error("The vault has no master key.");
  let rewrapped = 0;
  for await (const keys of store.all()) {
    for (const key of keys) {
      if (key.masterKeyId === newest.id) continue;
      const old = masterKeys.find(({ id }) => id === key.masterKeyId);
      if (!old)
        throw new Error(`Data key ${key.id} is wrapped by ${key.masterKeyId}, which is not in the settings.`);
      const wrapped = await newest.wrap(await old.unwrap(key.wrapped));
      await store.replace({ ...key, wrapped, masterKeyId: newest.id }, old.id);
      rewrapped++;
    }
  }
  return rewrapped;
}

/** A new data key for every owner: what is sealed from now on is sealed by it, what was sealed still opens by the old. */
export async function renewDataKeys(
  store: KeyStore,
  masterKeys: readonly MasterKey[],
  now: Date,
): Promise<number> {
  const owners = new Set<string>();
  for await (const keys of store.all()) for (const { owner } of keys) owners.add(owner);
  owners.delete(AUDIT_OWNER);
  for (const owner of owners) await createDataKey(store, masterKeys, owner, now);
  return owners.size;
}
