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

/** The same text for the same value on every server. */
const SAME_TEXT =
  "set local timezone to 'UTC'; set local extra_float_digits to 1; set local bytea_output to 'hex'";

/** Runs `work` in one transaction of the system role in each database; a single one when both homes share it. */
export async function between<T>(
  source: Place,
  target: Place,
  work: (source: Opened, target: Opened) => Promise<T>,
): Promise<T> {
  if (source.database === target.database) {
    return inTransaction(source.database, (query) =>
      work({ query, schema: source.schema }, { query, schema: target.schema }),
    );
  }
  return inTransaction(source.database, (from) =>
    inTransaction(target.database, (to) =>
      work({ query: from, schema: source.schema }, { query: to, schema: target.schema }),
    ),
  );
}

export async function inTransaction<T>(
  database: Database,
  work: (query: Opened["query"]) => Promise<T>,
): Promise<T> {
  const client = await database.connect({ role: "system" });
  try {
    await client.query("begin");
    for (const setting of SAME_TEXT.split(";")) await client.query(setting);
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
