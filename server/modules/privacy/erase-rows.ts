import pg from "pg";
import type { Home, TenantTable } from "./tenant-tables.ts";

const BATCH_ROWS = 1_000;

/**
 * Deletes a tenant's rows from the given tables of a home, in batches of a statement each, so that no lock lasts and a
 * process that dies in between has lost nothing: the next one goes on with what is left.
 * @returns how many rows went, by table
 */
export async function eraseRows(
  home: Home,
  tables: readonly TenantTable[],
  tenantId: string,
): Promise<Record<string, number>> {
  const erased: Record<string, number> = {};
  for (const { name, column } of tables) {
    const table = `${pg.escapeIdentifier(home.schema)}.${pg.escapeIdentifier(name)}`;
    const own = `${pg.escapeIdentifier(column)} = $1`;
    const text = `delete from ${table} where ctid = any (array(select ctid from ${table} where ${own} limit ${BATCH_ROWS})) and ${own}`;
    for (let count = BATCH_ROWS; count >= BATCH_ROWS; ) {
      count = (await home.query(text, [tenantId])).rowCount ?? 0;
      erased[name] = (erased[name] ?? 0) + count;
    }
  }
  return Object.fromEntries(Object.entries(erased).filter(([, count]) => count > 0));
}

/** Whether any of the tables still holds a row of the tenant. */
export async function hasRows(
  home: Home,
  tables: readonly TenantTable[],
  tenantId: string,
): Promise<boolean> {
  for (const { name, column } of tables) {
    const table = `${pg.escapeIdentifier(home.schema)}.${pg.escapeIdentifier(name)}`;
    const text = `select 1 from ${table} where ${pg.escapeIdentifier(column)} = $1 limit 1`;
    if ((await home.query(text, [tenantId])).rows.length > 0) return true;
  }
  return false;
}
