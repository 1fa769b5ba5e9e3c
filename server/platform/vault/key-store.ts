import type { DbClient } from "../database/tenant-db.ts";
import type { KeyStore } from "./vault.ts";

const BATCH = 500;

/** Wrapped data keys in the database's `vault_key`. */
export function databaseKeyStore(db: DbClient): KeyStore {
  return {
    newest: (owner) => db.vaultKey.findFirst({ where: { owner }, orderBy: { id: "desc" } }),
    find: (id) => db.vaultKey.findUnique({ where: { id } }),
    async insert(key) {
      await db.vaultKey.createMany({ data: [key], skipDuplicates: true });
    },
    async *all() {
      let after = "";
      for (;;) {
        const keys = await db.vaultKey.findMany({
          where: { id: { gt: after } },
          orderBy: { id: "asc" },
          take: BATCH,
        });
        if (keys.length === 0) return;
        yield keys;
        after = keys.at(-1)?.id ?? after;
      }
    },
    async replace({ id, wrapped, masterKeyId }, from) {
      await db.vaultKey.updateMany({ where: { id, masterKeyId: from }, data: { wrapped, masterKeyId } });
    },
    async remove(owner) {
      const keys = await db.vaultKey.findMany({ where: { owner }, select: { id: true } });
      await db.vaultKey.deleteMany({ where: { owner } });
      return keys.map(({ id }) => id);
    },
  };
}
