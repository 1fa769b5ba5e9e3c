import type { Homes } from "../homes.ts";
import { dropSchema } from "../own-schema.ts";
import { COMPANION_TABLES, DATA_TABLES } from "../planes.ts";
import { placeOf, readHome, writeHome } from "./home-row.ts";
import { inTransaction, tableAt } from "./place.ts";

/**
 * Erases what a tenant has in a schema or database of its own; from then on it is one of those that share. Rows that were
 * in the shared tables all along are not touched. May be repeated.
 */
export async function eraseHome(homes: Homes, tenantId: string, now: Date): Promise<void> {
  const home = await inTransaction(homes.control, (query) => readHome(query, tenantId));
  if (home.tier === "shared") return;
  const place = await placeOf(homes, tenantId, home);
  if (home.tier === "schema") await dropSchema(place.database, place.schema);
  else {
    await inTransaction(place.database, async (query) => {
      for (const table of [...COMPANION_TABLES, ...DATA_TABLES.toReversed(), "tenant_home"]) {
        await query(`delete from ${tableAt({ schema: "public" }, table)} where tenant_id = $1`, [tenantId]);
      }
    });
  }
  await inTransaction(homes.control, (query) => writeHome(query, tenantId, { tier: "shared" }, null, now));
  await homes.refresh();
}
