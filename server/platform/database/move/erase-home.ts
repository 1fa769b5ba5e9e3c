import type { Homes } from "../homes.ts";
import { dropSchema } from "../own-schema.ts";
import { COMPANION_TABLES, DATA_TABLES } from "../planes.ts";
import { placeOf, readHome, writeHome } from "./home-row.ts";
import { inTransaction, tableAt } from "./place.ts";

/** The addresses of databases that a tenant was moved to or from, and where nobody else lives or is about to. */
const FORGET_ADDRESSES = `
  with moves as (
    select moved_tenant_id, ended_at, unnest(array[from_home->>'name', to_home->>'name']) as name from public.tenant_move
  )
  delete from public.tenant_database where name in (select name from moves where moved_tenant_id = $1)
    and not exists (select 1 from public.tenant_home where database_name = name and tenant_id <> $1)
    and not exists (
      select 1 from moves where moves.name = tenant_database.name and ended_at is null and moved_tenant_id <> $1
    )`;

/**
 * Erases what a tenant has in a schema or database of its own; from then on it is one of those that share. A database that
 * it was the last to use is emptied and its address forgotten. Rows that were in the shared tables all along are not
 * touched. May be repeated.
 */
export async function eraseHome(homes: Homes, tenantId: string, now: Date): Promise<void> {
  const home = await inTransaction(homes.control, (query) => readHome(query, tenantId));
  const place = await placeOf(homes, tenantId, home);
  if (home.tier === "schema") await dropSchema(place.database, place.schema);
  if (home.tier === "database") {
    await inTransaction(place.database, async (query) => {
      for (const table of [...COMPANION_TABLES, ...DATA_TABLES.toReversed(), "tenant_home"]) {
        await query(`delete from ${tableAt({ schema: "public" }, table)} where tenant_id = $1`, [tenantId]);
      }
    });
  }
  await inTransaction(homes.control, async (query) => {
    await writeHome(query, tenantId, { tier: "shared" }, null, now);
    await query(FORGET_ADDRESSES, [tenantId]);
  });
  await homes.refresh();
}
