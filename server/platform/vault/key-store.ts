import type { DbClient } from "../database/tenant-db.ts";
import type { KeyStore } from "./vault.ts";

/** Wrapped data keys in the database's `vault_key`. */
export function databaseKeyStore(db: DbClient): KeyStore {
  return {
    newest: (owner) => db.vaultKey.findFirst({ where: { owner }, orderBy: { id: "desc" } }),
    find: (id) => db.vaultKey.findUnique({ where: { id } }),
    async insert(key) {
      await db.vaultKey.create({ data: key, select: { id: true } });
    },
  };
}
