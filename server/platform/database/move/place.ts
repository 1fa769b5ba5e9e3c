import pg from "pg";
import type { Database } from "../open-database.ts";
import { DATA_TABLES } from "../planes.ts";

/** One home's tables: a database and the schema in it. */
export interface Place {
  database: Database;
  schema: string;
}

/** A connection inside a transaction, and where on it the tables are. */
export interface Opened {
  query(text: string, values?: unknown[]): Promise<pg.QueryResult>;
  schema: string;
}

/** What is written beside the data is in public, whatever the schema of the data. */
export function tableAt({ schema }: { schema: string }, table: string): string {
  const own = DATA_TABLES.some((each) => each === table) ? schema : "public";
  return `${own === "public" ? own : pg.escapeIdentifier(own)}.${pg.escapeIdentifier(table)}`;
}

/** The same text for the same value on every server, and as long as it takes. */
const SETTINGS = {
  timezone: "UTC",
  extra_float_digits: "1",
  bytea_output: "hex",
  statement_timeout: "0",
};

/** `snapshot`: all that is read of the source is as of one moment; `latest`: each statement reads what is committed. */
export type Reading = "snapshot" | "latest";

/** Runs `work` in one transaction of the system role in each database; a single one when both homes share it. */
export async function between<T>(
  source: Place,
  target: Place,
  reading: Reading,
  work: (source: Opened, target: Opened) => Promise<T>,
): Promise<T> {
  if (source.database === target.database) {
    return inTransaction(
      source.database,
      (query) => work({ query, schema: source.schema }, { query, schema: target.schema }),
      reading,
    );
  }
  return inTransaction(
    source.database,
    (from) =>
      inTransaction(target.database, (to) =>
        work({ query: from, schema: source.schema }, { query: to, schema: target.schema }),
      ),
    reading,
  );
}

export async function inTransaction<T>(
  database: Database,
  work: (query: Opened["query"]) => Promise<T>,
  reading: Reading = "latest",
): Promise<T> {
  const client = await database.connect({ role: "system" });
  try {
    // The embedded database has one connection: nobody writes while this transaction is open.
    const isShared = reading === "snapshot" && database.kind === "postgres";
    await client.query(isShared ? "begin isolation level repeatable read" : "begin");
    for (const [name, value] of Object.entries(SETTINGS))
      await client.query(`set local ${name} to '${value}'`);
    const result = await work((text, values) => client.query(text, values));
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}
