import pg from "pg";
import type { Database } from "./open-database.ts";
import { ownStatements } from "./own-statements.ts";
import { DATA_TABLES } from "./planes.ts";
import { MIGRATIONS, readMigrations } from "./read-migrations.ts";
import { APP_ROLE, SYSTEM_ROLE } from "./scope.ts";
import type { ScopedClient } from "./scoped-client.ts";

export interface Migration {
  name: string;
  sql: string;
}

export async function listMigrations(): Promise<Migration[]> {
  const { migrationDirectories } = await readMigrations(MIGRATIONS);
  return migrationDirectories.map(({ path, migrationFile }) => ({
    name: path,
    sql: migrationFile.content.value,
  }));
}

/** Makes the schema, or brings it up to date: all of its tables or none. @returns the last migration it went through */
export async function raiseSchema(
  database: Database,
  schema: string,
  after: string | null,
  given?: readonly Migration[],
): Promise<string | null> {
  const all = given ?? (await listMigrations());
  const pending = all.filter(({ name }) => after === null || name > after);
  const last = pending.at(-1)?.name ?? after;
  if (pending.length === 0) return last;
  const owner = await database.connect({ role: "owner" });
  const name = pg.escapeIdentifier(schema);
  try {
    await owner.query("begin");
    await owner.query(`create schema if not exists ${name}`);
    await owner.query(`grant usage on schema ${name} to ${APP_ROLE}, ${SYSTEM_ROLE}`);
    await owner.query(`set local search_path to ${name}, public`);
    for (const { sql } of pending) for (const statement of ownStatements(sql)) await owner.query(statement);
    await requireTables(owner, schema);
    await owner.query("commit");
    owner.release();
    return last;
  } catch (error) {
    owner.release(true);
    throw error;
  }
}

/** Brings every tenant's own schema up to date, one after the other. @returns how many were behind */
export async function raiseSchemas(database: Database, given?: readonly Migration[]): Promise<number> {
  const system = database.pool({ role: "system" });
  const { rows } = await system.query(
    "select tenant_id, schema_name, migration from tenant_home where schema_name is not null order by tenant_id",
  );
  let raised = 0;
  for (const { tenant_id: tenantId, schema_name: schema, migration } of rows) {
    const last = await raiseSchema(database, schema, migration, given);
    if (last === migration) continue;
    await system.query("update tenant_home set migration = $2 where tenant_id = $1", [tenantId, last]);
    raised++;
  }
  return raised;
}

/** A table that was listed after it had been created would be missing, and its rows be looked for in public. */
async function requireTables(owner: Pick<ScopedClient, "query">, schema: string): Promise<void> {
  const { rows } = await owner.query("select tablename from pg_tables where schemaname = $1", [schema]);
  const missing = DATA_TABLES.filter((table) => !rows.some(({ tablename }) => tablename === table));
  if (missing.length > 0) throw new Error(`The schema ${schema} has no ${missing.join(", ")}.`);
}
