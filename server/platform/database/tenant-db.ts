import { LRUCache } from "lru-cache";
import type pg from "pg";
import type { PrismaClient } from "#server/generated/prisma/client.ts";
import type { Plane } from "#server/kernel/ctx.ts";
import { whileAdmitted } from "./enter-tenant.ts";
import type { Homes } from "./homes.ts";
import { DATA_TABLES } from "./planes.ts";
import { ScopedPool } from "./scoped-pool.ts";
import { openEngine } from "./shared-engine.ts";

type TransactionControl =
  | "$connect"
  | "$disconnect"
  | "$on"
  | "$transaction"
  | "$extends"
  | "$queryRawUnsafe"
  | "$executeRawUnsafe";

/** What stores may use: models and tagged raw SQL, inside or outside a transaction. */
export type DbClient = Omit<PrismaClient, TransactionControl>;

export interface BoundDb {
  client: DbClient;
  /** @param plane default `control` */
  transaction<T>(work: (client: DbClient, about: TransactionInfo) => Promise<T>, plane?: Plane): Promise<T>;
}

export interface TransactionInfo {
  /** The transaction is in a database without audit log: what it records joins the chain by way of the outbox. */
  isAway: boolean;
}

export interface Databases {
  /** Rows of one tenant. The only place that knows where a tenant's rows live. */
  tenantDb(tenantId: string): BoundDb;
  /** Rows of all tenants in the control database: the worker, sign-in and the operator. */
  systemDb: BoundDb;
  /** The same for every database that holds tenants, the control database first. */
  everySystemDb(): BoundDb[];
}

const MAX_CLIENTS = 2_000;
const TRANSACTION = { maxWait: 10_000, timeout: 30_000 };

type Bind = (pool: pg.Pool) => BoundDb;

export function bindDatabases(homes: Homes): Databases {
  const bind = bindTo(openEngine());
  const clients = new LRUCache<string, BoundDb>({ max: MAX_CLIENTS });
  const systems = new Map<string, BoundDb>();
  const systemDb = bind(homes.control.pool({ role: "system" }));
  return {
    tenantDb(tenantId) {
      const known = clients.get(tenantId);
      if (known) return known;
      const bound = bindTenant(homes, tenantId, bind);
      clients.set(tenantId, bound);
      return bound;
    },
    systemDb,
    everySystemDb() {
      return homes.names().map((name) => {
        if (name === null) return systemDb;
        const known = systems.get(name);
        if (known) return known;
        const connect = async () => (await homes.open(name)).connect({ role: "system" });
        const bound = bind(new ScopedPool({ connect, lookAgain: async () => {} }));
        systems.set(name, bound);
        return bound;
      });
    },
  };
}

function bindTenant(homes: Homes, tenantId: string, bind: Bind): BoundDb {
  const lookAgain = () => homes.refresh();
  const isAway = () => homes.databaseNameOf(tenantId) !== null;
  const home = bind(
    new ScopedPool({
      connect: async () =>
        (await homes.open(homes.databaseNameOf(tenantId))).connect({ role: "tenant", tenantId }),
      lookAgain,
    }),
  );
  let made: BoundDb | undefined;
  const control = () => {
    made ??= bind(homes.control.pool({ role: "tenant", tenantId, door: "control" }));
    return made;
  };
  const planeClient = (plane: Plane) => (plane === "data" ? home : control()).client;
  const client = route((plane) => (isAway() ? planeClient(plane ?? "control") : home.client));
  return {
    client,
    transaction: (work, plane = "control") =>
      whileAdmitted(() => {
        if (!isAway()) return home.transaction(work);
        const own = plane === "data" ? home : control();
        return own.transaction((tx) => {
          const both = route((asked) => {
            return asked === null || asked === plane ? tx : readOnly(planeClient(asked), asked);
          });
          return work(both, { isAway: plane === "data" });
        });
      }, lookAgain),
  };
}

const DATA_MODELS = new Set<string | symbol>(
  [...DATA_TABLES, "active_bot"].map((table) =>
    table.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  ),
);

/** Null for what is in every database: raw SQL, and the outbox, which is the transaction's own. */
function planeOfModel(property: string | symbol): Plane | null {
  if (typeof property === "symbol" || property.startsWith("$") || property === "outboxEvent") return null;
  return DATA_MODELS.has(property) ? "data" : "control";
}

/**
 * One client over two databases, chosen anew at each use, because a tenant may move meanwhile.
 * Guarantee of the cast: whatever is read from it is read from a real client.
 */
function route(choose: (plane: Plane | null) => DbClient): DbClient {
  return new Proxy(
    {},
    {
      get(_target, property) {
        const chosen = choose(planeOfModel(property));
        const value: unknown = Reflect.get(chosen, property);
        return typeof value === "function" ? value.bind(chosen) : value;
      },
    },
  ) as DbClient;
}

const CHANGES = /^(?:create|update|upsert|delete)/;

/** The other database: a change there would not be part of the transaction, so it is refused. */
function readOnly(client: DbClient, plane: Plane): DbClient {
  return new Proxy(client, {
    get: (target, model) => {
      const delegate: unknown = Reflect.get(target, model);
      if (typeof delegate !== "object" || delegate === null) return delegate;
      return new Proxy(delegate, {
        get(known, method) {
          if (!CHANGES.test(String(method))) return Reflect.get(known, method);
          throw new Error(`${String(model)} is of the ${plane} plane, which this transaction can only read.`);
        },
      });
    },
  });
}

function bindTo(clientOver: (pool: pg.Pool) => PrismaClient): Bind {
  return (pool) => {
    const client = clientOver(pool);
    return {
      client,
      transaction: (work) => client.$transaction((tx) => work(tx, { isAway: false }), TRANSACTION),
    };
  };
}
