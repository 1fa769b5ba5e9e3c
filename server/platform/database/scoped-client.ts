import pg from "pg";
import { refusalOf } from "./enter-tenant.ts";

/** The statement that puts a transaction into a scope: prepared once a connection, then only bound and executed. */
export interface Entry {
  name: string;
  text: string;
  values(isWrite: boolean): string[];
}

const prepared = new WeakMap<pg.PoolClient, Set<string>>();

/** Prepares the entry on a connection that has not met it yet. */
export async function prepareEntry(client: pg.PoolClient, entry: Entry): Promise<void> {
  const known = prepared.get(client) ?? new Set();
  prepared.set(client, known);
  if (known.has(entry.name)) return;
  await client.query({ name: entry.name, text: entry.text, values: entry.values(false) });
  known.add(entry.name);
}

/**
 * A borrowed connection on which every transaction begins with `entry`, implicit ones too. Entry and statement travel
 * together with one Sync at the end: one round trip, one transaction. A refused entry therefore skips the statement,
 * and what the entry set ends with the transaction: nothing is ever stale on a connection.
 */
export class ScopedClient {
  readonly #client: pg.PoolClient;
  readonly #entry: Entry | null;

  constructor(client: pg.PoolClient, entry: Entry | null) {
    this.#client = client;
    this.#entry = entry;
  }

  query(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    if (!this.#entry) return this.#client.query(config, values);
    const query = entering(this.#client, this.#entry, config, values);
    return new Promise((resolve, reject) => {
      query.callback = (error, result) => (error ? reject(error) : resolve(result));
      this.#client.query(query);
    });
  }

  /** A failed statement leaves the connection sound, save for a transaction that may still be open. */
  release(error?: Error | boolean): void {
    const client = this.#client;
    const isSound = !error || error instanceof pg.DatabaseError || refusalOf(error) !== null;
    if (!isSound) client.release(error);
    else if (client.getTransactionStatus() === "I") client.release();
    else {
      client.query("ROLLBACK").then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
    }
  }

  on(event: "error", listener: (error: Error) => void): this {
    this.#client.on(event, listener);
    return this;
  }

  removeListener(event: "error", listener: (error: Error) => void): this {
    this.#client.removeListener(event, listener);
    return this;
  }
}

/** The parts of pg's `Query` that its types leave out; pg calls them by these names. */
interface QueryInternals extends pg.Submittable {
  callback(error: Error | null | undefined, result: pg.QueryResult): void;
  submit(connection: pg.Connection): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
}

function entering(
  client: pg.PoolClient,
  entry: Entry,
  config: string | pg.QueryConfig,
  values: unknown[] | undefined,
): QueryInternals {
  const given = typeof config === "string" ? { text: config } : config;
  const text = unqualified(given.text);
  const extended = { ...given, text, ...(values ? { values } : {}), queryMode: "extended" };
  const query = new pg.Query(extended) as unknown as QueryInternals; // pg's documented duck type, see above
  const { submit, handleDataRow, handleCommandComplete } = query;
  let isEntering = false;
  query.submit = (connection) => {
    isEntering = client.getTransactionStatus() === "I";
    if (!isEntering) return submit.call(query, connection);
    connection.stream.cork();
    connection.bind({ portal: "", statement: entry.name, values: entry.values(isWrite(text)) }, true);
    connection.execute({ portal: "" }, true);
    const error = submit.call(query, connection);
    if (error) connection.stream.destroy(error);
    connection.stream.uncork();
    return error;
  };
  query.handleDataRow = (message) => {
    if (!isEntering) handleDataRow.call(query, message);
  };
  query.handleCommandComplete = (message, connection) => {
    if (isEntering) isEntering = false;
    else handleCommandComplete.call(query, message, connection);
  };
  return query;
}

/** Prisma names the schema of every table; without it the search path decides, which is the tenant's own. */
function unqualified(text: string): string {
  return text.includes('"public".') ? text.replaceAll('"public".', "") : text;
}

const READ = /^\s*select\b/i;
const LOCKING = /\bfor\s+(?:no\s+key\s+)?(?:update|key\s+share|share)\b/i;

/** Anything but a plain SELECT counts as a write, BEGIN too. */
export const isWrite = (text: string): boolean => !READ.test(text) || LOCKING.test(text);
