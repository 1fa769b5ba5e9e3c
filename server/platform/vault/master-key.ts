import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Env } from "../env.ts";

/** Wraps data keys. Here by a key of our own; a key management service fits behind the same two calls. */
export interface MasterKey {
  /** Kept beside every wrapped key, so that an older master key can still be found. */
  id: string;
  wrap(dataKey: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The installation's master keys, the one that wraps first: VAULT_KEYS (comma-separated, base64, 32 bytes each), or
 * VAULT_KEY_FILE with one a line. A key derived from the auth secret comes last: it wraps while there is no other.
 * @throws Error when a key has the wrong size.
 */
export function readMasterKeys(env: Env, authSecret: string): MasterKey[] {
  const listed = env.VAULT_KEY_FILE
    ? readFileSync(env.VAULT_KEY_FILE, "utf8").split("\n")
    : env.VAULT_KEYS.split(",");
  const keys = listed.map((text) => text.trim()).filter(Boolean);
  const derived = hkdfSync("sha256", authSecret, "marque", "vault master key", KEY_BYTES);
  return [...keys.map((text) => localMasterKey(decode(text))), localMasterKey(Buffer.from(derived))];
}

/** AES-256-GCM; the id is the beginning of the key's hash. */
export function localMasterKey(key: Buffer): MasterKey {
  const id = `local:${createHash("sha256").update("marque master key id").update(key).digest("base64url").slice(0, 12)}`;
  return {
    id,
    async wrap(dataKey) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(id));
      const sealed = Buffer.concat([cipher.update(dataKey), cipher.final()]);
      return new Uint8Array(Buffer.concat([iv, sealed, cipher.getAuthTag()]));
    },
    async unwrap(wrapped) {
      const bytes = Buffer.from(wrapped);
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(id))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    },
  };
}

function decode(text: string): Buffer {
  const key = Buffer.from(text, "base64");
  if (key.length !== KEY_BYTES) {
    throw new Error(`A vault key must be ${KEY_BYTES} bytes in base64: openssl rand -base64 ${KEY_BYTES}`);
  }
  return key;
}
