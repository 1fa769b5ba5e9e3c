import pg from "pg";
import type { Scope } from "./scope.ts";

/** Checks out a connection that already carries the scope. */
export type Checkout = (scope: Scope) => Promise<pg.PoolClient>;

/**
 * A pool whose every connection carries one fixed scope, drawn from a shared pool. The scope is a constructor
 * constant, not ambient state: Prisma batches calls of the same tick, so an AsyncLocalStorage would leak rows.
 */
export class ScopedPool extends pg.Pool {
  readonly #scope: Scope;
  readonly #checkout: Checkout;

  constructor(scope: Scope, checkout: Checkout) {
    super({ max: 1 });
    this.#scope = scope;
    this.#checkout = checkout;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | undefined {
    const connecting = this.#checkout(this.#scope);
    if (!callback) return connecting;
    connecting.then(
      (client) => callback(undefined, client, (error) => client.release(error)),
      (error: Error) => callback(error, undefined, () => {}),
    );
    return undefined;
  }
}

type ConnectCallback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: boolean | Error) => void,
) => void;
