import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { Secret } from "#server/kernel/secret.ts";
import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import type { MasterKey } from "./master-key.ts";

/** Whose data key seals: a tenant's, or the platform's for what belongs to persons. */
export type VaultOwner = { tenantId: string } | "platform";

export interface StoredKey {
  id: string;
  owner: string;
  wrapped: Uint8Array<ArrayBuffer>;
  masterKeyId: string;
  createdAt: Date;
}

/** Where wrapped data keys are kept. */
export interface KeyStore {
  newest(owner: string): Promise<StoredKey | null>;
  find(id: string): Promise<StoredKey | null>;
  /** Quiet when there is one with this id. */
  insert(key: StoredKey): Promise<void>;
  /** Every key, oldest first, in batches. */
  all(): AsyncIterable<readonly StoredKey[]>;
  /** Puts `key` in the place of the one with its id, if that is still wrapped by `from`. */
  replace(key: StoredKey, from: string): Promise<void>;
  /** @returns the ids of what was removed */
  remove(owner: string): Promise<string[]>;
}

/**
 * Envelope encryption: AES-256-GCM under a data key of the owner's, itself wrapped by the master key. What is sealed
 * is bound to owner and purpose: moved to another row, it does not open. Both calls may read the database, so they
 * belong in a command's `prepare`, never inside its transaction.
 */
export interface Vault {
  /** @returns text to be stored: `v1.keyId.base64url`. */
  seal(owner: VaultOwner, purpose: string, secret: Secret): Promise<string>;
  /** @throws Error when it was sealed for another owner or purpose, was changed, or its key was erased. */
  open(owner: VaultOwner, purpose: string, sealed: string): Promise<Secret>;
  /**
   * Destroys the owner's data keys: whatever they sealed, in backups too, is noise from then on (crypto-shredding,
   * NIST SP 800-88). Other processes' memory of an unwrapped key ends within five minutes; it opens nothing meanwhile.
   */
  shred(owner: VaultOwner): Promise<void>;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MAX_KEYS = 1_000;
const KEY_TTL_MS = 5 * 60_000;

export const ownerLabel = (owner: VaultOwner): string =>
  owner === "platform" ? owner : `tenant:${owner.tenantId}`;

export function openVault(store: KeyStore, masterKeys: readonly MasterKey[], clock: Clock): Vault {
  const opened = new LRUCache<string, Secret<Uint8Array>>({ max: MAX_KEYS, ttl: KEY_TTL_MS });

  async function unwrap(stored: StoredKey): Promise<Uint8Array> {
    const known = opened.get(stored.id);
    if (known) return known.reveal();
    const masterKey = masterKeys.find(({ id }) => id === stored.masterKeyId);
    if (!masterKey) throw new Error(`The vault has no master key ${stored.masterKeyId}.`);
    const key = await masterKey.unwrap(stored.wrapped);
    opened.set(stored.id, new Secret(key));
    return key;
  }

  return {
    async seal(owner, purpose, secret) {
      const label = ownerLabel(owner);
      const stored =
        (await store.newest(label)) ?? (await createDataKey(store, masterKeys, label, clock.now()));
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", await unwrap(stored), iv).setAAD(binding(label, purpose));
      const text = Buffer.concat([cipher.update(secret.reveal(), "utf8"), cipher.final()]);
      return `v1.${stored.id}.${Buffer.concat([iv, text, cipher.getAuthTag()]).toString("base64url")}`;
    },
    async shred(owner) {
      for (const id of await store.remove(ownerLabel(owner))) opened.delete(id);
    },
    async open(owner, purpose, sealed) {
      const label = ownerLabel(owner);
      const [version, keyId = "", body = ""] = sealed.split(".");
      const stored = version === "v1" ? await store.find(keyId) : null;
      if (stored?.owner !== label) throw new Error("This was not sealed here.");
      const bytes = Buffer.from(body, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", await unwrap(stored), bytes.subarray(0, IV_BYTES))
        .setAAD(binding(label, purpose))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      return new Secret(text.toString("utf8"));
    },
  };
}

/** A fresh data key for `owner`; from now on the newest, which seals. */
export async function createDataKey(
  store: KeyStore,
  [masterKey]: readonly MasterKey[],
  owner: string,
  createdAt: Date,
): Promise<StoredKey> {
  if (!masterKey) throw new Error("The vault has no master key.");
  const wrapped = await masterKey.wrap(randomBytes(KEY_BYTES));
  const key = { id: newId(createdAt), owner, wrapped, masterKeyId: masterKey.id, createdAt };
  await store.insert(key);
  return key;
}

const binding = (owner: string, purpose: string): Buffer => Buffer.from(JSON.stringify([owner, purpose]));
