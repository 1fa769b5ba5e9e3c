import pg from "pg";
import { whileAdmitted } from "./enter-tenant.ts";
import type { ScopedClient } from "./scoped-client.ts";

export interface Source {
  /** Checks out a connection that carries one scope. */
  connect(): Promise<ScopedClient>;
  /** Learns anew where the tenant lives, when a database has answered that it is not there. */
  lookAgain(): Promise<void>;
}

/**
 * A pool whose every connection carries one fixed scope, drawn from a shared pool. The scope is a constructor
 * constant, not ambient state: Prisma batches calls of the same tick, so an AsyncLocalStorage would leak rows.
 */
export class ScopedPool extends pg.Pool {
  readonly #source: Source;

  constructor(source: Source) {
    super({ max: 1 });
    this.#source = source;
  }

  /** Guarantee of the cast: what borrows from here (Prisma's adapter, our own code) uses what ScopedClient has. */
  override connect(): Promise<pg.PoolClient> {
    return this.#source.connect() as Promise<unknown> as Promise<pg.PoolClient>;
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg's own signature, of which promises are the only form used here.
  override query(config: any, values?: any): any {
    return whileAdmitted(
      () => this.#once(config, values),
      () => this.#source.lookAgain(),
    );
  }

  lookAgain(): Promise<void> {
    return this.#source.lookAgain();
  }

  async #once(config: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> {
    const client = await this.#source.connect();
    try {
      const result = await client.query(config, values);
      client.release();
      return result;
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      throw error;
    }
  }
}
