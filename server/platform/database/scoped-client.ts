import pg from "pg";
import { refusalOf } from "./enter-tenant.ts";
import { isWrite, plannable, unqualified } from "./plannable.ts";

/** A statement that puts a transaction into a scope: prepared once a connection, then only bound and executed. */
export interface Entry {
  name: string;
  /** As `PREPARE` takes it: `(types) as statement`. */
  prepare: string;
  values: string[];
}

/** How transactions on a connection begin; null for those that need no entry. */
export interface Entries {
  /** Of the role: plans hold for one, so no other role's statements may share their names on a connection. */
  tag: string;
  read: Entry | null;
  write: Entry | null;
}

const prepared = new WeakMap<pg.PoolClient, Set<string>>();

/** Prepares the entries on a connection that has not met them yet. */
export async function prepareEntries(client: pg.PoolClient, { read, write }: Entries): Promise<void> {
  const known = prepared.get(client) ?? new Set();
  prepared.set(client, known);
  for (const entry of [read, write]) {
    if (!entry || known.has(entry.name)) continue;
    await client.query(`prepare ${pg.escapeIdentifier(entry.name)} ${entry.prepare}`);
    known.add(entry.name);
  }
}

/**
 * A borrowed connection on which every transaction begins with `entry`, implicit ones too. Entry and statement travel
 * together with one Sync at the end: one round trip, one transaction. A refused entry therefore skips the statement,
 * and what the entry set ends with the transaction: nothing is ever stale on a connection.
 */
export class ScopedClient {
  readonly #client: pg.PoolClient;
  readonly #entries: Entries | null;

  constructor(client: pg.PoolClient, entries: Entries | null) {
    this.#client = client;
    this.#entries = entries;
  }

  query(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    if (!this.#entries) return this.#client.query(config, values);
    const given = typeof config === "string" ? { text: config } : config;
    const query = entering(this.#client, this.#entries, { ...given, ...(values ? { values } : {}) });
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

function entering(client: pg.PoolClient, entries: Entries, given: pg.QueryConfig): QueryInternals {
  const planned = given.name ? plannable(given.text, given.values ?? []) : { text: unqualified(given.text) };
  const named = "name" in planned ? { name: entries.tag + planned.name } : {};
  const extended = { ...given, ...planned, ...named, queryMode: "extended" };
  const query = new pg.Query(extended) as unknown as QueryInternals; // pg's documented duck type, see above
  const { submit, handleDataRow, handleCommandComplete } = query;
  let isEntering = false;
  query.submit = (connection) => {
    const entry = isWrite(given.text) ? entries.write : entries.read;
    isEntering = entry !== null && client.getTransactionStatus() === "I";
    if (!entry || !isEntering) return submit.call(query, connection);
    connection.stream.cork();
    connection.bind({ portal: "", statement: entry.name, values: entry.values }, true);
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
