import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { inject } from "vitest";
import { type Database, openPglite, openPostgres } from "#server/platform/database/open-database.ts";
import { databaseUrl, dropDatabase, onServer, TEST_SECRET } from "./server-database.ts";

export { TEST_SECRET } from "./server-database.ts";

export interface TestDatabase {
  database: Database;
  url: string | undefined;
  close(): Promise<void>;
}

/**
 * A migrated database of the suite's own, a copy of the run's template: PGlite in memory, or, when TEST_DATABASE_URL
 * names a PostgreSQL server (its owner may create databases), a new database there that is dropped again.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  const template = inject("template");
  if (!server) {
    const database = await openPglite("memory", { template: await openAsBlob(template) });
    return { database, url: undefined, close: () => database.close() };
  }
  const name = `marque_test_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name} template ${template}`);
  const url = databaseUrl(server, name);
  const database = openPostgres(url, TEST_SECRET, 8);
  return {
    database,
    url,
    async close() {
      await database.close();
      await dropDatabase(server, name);
    },
  };
}
