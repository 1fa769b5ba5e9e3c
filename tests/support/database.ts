import { randomUUID } from "node:crypto";
import pg from "pg";
import { migrate } from "#server/platform/database/migrate.ts";
import { type Database, openPglite, openPostgres } from "#server/platform/database/open-database.ts";

export const TEST_SECRET = "test-secret-test-secret-test-secret-test";

export interface TestDatabase {
  database: Database;
  url: string | undefined;
  close(): Promise<void>;
}

/**
 * A migrated database of the suite's own: PGlite in memory, or, when TEST_DATABASE_URL names a PostgreSQL server
 * (its owner may create databases), a new database there that is dropped again.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) {
    const database = await openPglite("memory");
    await migrate(database, TEST_SECRET);
    return { database, url: undefined, close: () => database.close() };
  }
  const name = `marque_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = openPostgres(url.href, TEST_SECRET, 8);
  await migrate(database, TEST_SECRET);
  return {
    database,
    url: url.href,
    async close() {
      await database.close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
