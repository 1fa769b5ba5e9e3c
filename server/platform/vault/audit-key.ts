import { randomBytes } from "node:crypto";
import { Secret } from "#server/kernel/secret.ts";
import type { MasterKey } from "./master-key.ts";
import type { KeyStore } from "./vault.ts";

/** Its id, so that of two first starts at once one key is kept. It is never renewed: the chain's older rows need it. */
export const AUDIT_OWNER = "audit";

/** The key of the audit log's hash chain: made once an installation, wrapped like every data key. */
export async function readAuditKey(
  store: KeyStore,
  masterKeys: readonly MasterKey[],
  now: Date,
): Promise<Secret<Uint8Array>> {
  const known = await store.find(AUDIT_OWNER);
  if (known) {
    const masterKey = masterKeys.find(({ id }) => id === known.masterKeyId);
    if (!masterKey) throw new Error(`The vault has no master key ${known.masterKeyId}: see VAULT_KEYS.`);
    return new Secret(await masterKey.unwrap(known.wrapped));
  }
  const [newest] = masterKeys;
  if (!newest) throw new Error("The vault has no master key.");
  const wrapped = await newest.wrap(randomBytes(32));
  await store.insert({
    id: AUDIT_OWNER,
    owner: AUDIT_OWNER,
    wrapped,
    masterKeyId: newest.id,
    createdAt: now,
  });
  return readAuditKey(store, masterKeys, now);
}
