import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "#server/generated/prisma/client.ts";

/** What Prisma calls these; not part of its published types, so `openEngine` looks before it believes. */
interface Engine {
  request(query: unknown, options: unknown): Promise<unknown>;
  requestBatch(queries: unknown, options: unknown): Promise<unknown>;
  transaction(action: string, headers: unknown, about: unknown): Promise<unknown>;
}

interface ClientInternals {
  _engine: Engine;
  _requestHandler: object;
}

type HandlerConstructor = new (client: object) => object;

const bound = new AsyncLocalStorage<pg.Pool>();

/** Sends each statement to the pool of the client that asked; without one it sends nothing. */
class RoutedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient> {
    return poolOfClient().connect();
  }

  // biome-ignore lint/suspicious/noExplicitAny: pg's own signature, of which promises are the only form used here.
  override query(config: any, values?: any): any {
    return poolOfClient().query(config, values);
  }
}

function poolOfClient(): pg.Pool {
  const pool = bound.getStore();
  if (!pool) throw new Error("A statement was sent outside of every client.");
  return pool;
}

/**
 * Prisma's compiler and its plans once for all tenants: as a client of its own each would take 20 ms and 2.4 MB. A
 * client made here has batches of its own, so that no tick mixes two of them; its pool is a constant of its closure,
 * set only around the engine, after batching.
 */
export function openEngine(): (pool: pg.Pool) => PrismaClient {
  const isNamed = { statementNameGenerator: () => "named where it is sent" };
  const base = new PrismaClient({ adapter: new PrismaPg(new RoutedPool({ max: 1 }), isNamed) });
  const { _engine: engine, _requestHandler: handler } = internalsOf(base);
  const { constructor: Handler } = handler as { constructor: HandlerConstructor };
  return (pool) => {
    const derived = base.$extends({}) as unknown as PrismaClient;
    const client = internalsOf(derived);
    client._engine = {
      request: (query, options) => bound.run(pool, () => engine.request(query, options)),
      requestBatch: (queries, options) => bound.run(pool, () => engine.requestBatch(queries, options)),
      transaction: (action, headers, about) =>
        bound.run(pool, () => engine.transaction(action, headers, about)),
    };
    client._requestHandler = new Handler(derived);
    return derived;
  };
}

/** @throws Error when this version of Prisma is built otherwise */
function internalsOf(client: object): ClientInternals {
  const { _engine, _requestHandler } = client as Partial<ClientInternals>;
  const isKnown =
    ["request", "requestBatch", "transaction"].every(
      (name) => typeof Reflect.get(_engine ?? {}, name) === "function",
    ) && Reflect.has(_requestHandler ?? {}, "dataloader");
  if (!isKnown) throw new Error("Prisma's client is built otherwise than shared-engine.ts expects.");
  return client as ClientInternals;
}
