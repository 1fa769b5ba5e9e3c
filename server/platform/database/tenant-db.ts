import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { LRUCache } from "lru-cache";
import { PrismaClient } from "#server/generated/prisma/client.ts";
import type { Database } from "./open-database.ts";
import type { ScopedPool } from "./scoped-pool.ts";

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
  transaction<T>(work: (client: DbClient) => Promise<T>): Promise<T>;
}

export interface Databases {
  /** Rows of one tenant. The only place that knows where a tenant's rows live. */
  tenantDb(tenantId: string): BoundDb;
  /** Rows of all tenants: the worker, sign-in and the operator. */
  systemDb: BoundDb;
}

const MAX_CLIENTS = 256;
const TRANSACTION = { maxWait: 10_000, timeout: 30_000 };

export function bindDatabases(database: Database): Databases {
  const clients = new LRUCache<string, BoundDb>({ max: MAX_CLIENTS });
  return {
    tenantDb(tenantId) {
      const known = clients.get(tenantId);
      if (known) return known;
      const bound = bind(database.pool({ role: "tenant", tenantId }));
      clients.set(tenantId, bound);
      return bound;
    },
    systemDb: bind(database.pool({ role: "system" })),
  };
}

function bind(pool: ScopedPool): BoundDb {
  const client = new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: statementName }) });
  return { client, transaction: (work) => client.$transaction(work, TRANSACTION) };
}

const statementNames = new LRUCache<string, string>({ max: 2_000 });

/** Named statements are prepared once a connection, which makes Prisma about twice as fast. */
function statementName({ sql }: { sql: string }): string {
  const known = statementNames.get(sql);
  if (known) return known;
  const name = createHash("sha1").update(sql).digest("base64url");
  statementNames.set(sql, name);
  return name;
}
