import { createHmac } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { becoming, type DatabasePart, tenantEntries } from "./enter-tenant.ts";
import { PgliteStream } from "./pglite-stream.ts";
import { APP_ROLE, type Scope, SYSTEM_ROLE } from "./scope.ts";
import { type Entries, prepareEntries, ScopedClient } from "./scoped-client.ts";
import { ScopedPool, type Source } from "./scoped-pool.ts";

export interface Database {
  kind: "pglite" | "postgres";
  /** A connection bound to one scope until it is released. */
  connect(scope: Scope): Promise<ScopedClient>;
  /** A pool bound to one scope for its whole life. Cheap: it borrows from the shared pools. */
  pool(scope: Scope): pg.Pool;
  close(): Promise<void>;
}

/**
 * An embedded PostgreSQL in `directory`, or in memory. One session, so one connection serves every scope.
 * @param template what an empty one begins as: a data directory as PGlite dumps it
 */
export async function openPglite(
  directory: string | "memory",
  { template }: { template?: Blob } = {},
): Promise<Database> {
  if (directory !== "memory") await mkdir(directory, { recursive: true });
  const pglite = await PGlite.create(directory === "memory" ? "memory://" : directory, {
    startParams: [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB", "-c", "max_connections=8"],
    ...(template ? { loadDataDir: template } : {}),
  });
  const shared = new pg.Pool({
    max: 1,
    user: "postgres",
    database: "postgres",
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 0,
    stream: () => new PgliteStream(pglite),
  });
  shared.on("error", () => {});
  const connect = async (scope: Scope) => admit(await shared.connect(), pgliteEntries(scope));
  return {
    kind: "pglite",
    connect,
    pool: (scope) => new ScopedPool(sourceOf(connect, scope)),
    async close() {
      await shared.end();
      await pglite.close();
    },
  };
}

/**
 * A PostgreSQL server. `url` is the owner's, who migrates; requests run as `marque_app` and `marque_system`, login
 * roles of their own, so that nothing said in SQL can lift row-level security.
 */
export function openPostgres(
  url: string,
  secret: string,
  poolSize: number,
  { part = "control", idleTimeoutMs = 10_000 }: { part?: DatabasePart; idleTimeoutMs?: number } = {},
): Database {
  const poolAs = (role: string | null) =>
    new pg.Pool({
      connectionString: role ? withCredentials(url, role, rolePassword(role, secret)) : url,
      max: role === SYSTEM_ROLE ? Math.max(2, Math.ceil(poolSize / 2)) : poolSize,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: idleTimeoutMs,
      // A server process remembers every table it has ever touched; of thousands of schemas that would be a lot.
      maxLifetimeSeconds: 1_800,
      statement_timeout: role ? 30_000 : 0,
    });
  const pools = { tenant: poolAs(APP_ROLE), system: poolAs(SYSTEM_ROLE), owner: poolAs(null) };
  for (const pool of Object.values(pools)) pool.on("error", () => {});
  const connect = async (scope: Scope) =>
    admit(await pools[scope.role].connect(), postgresEntries(scope, part));
  return {
    kind: "postgres",
    connect,
    pool: (scope) => new ScopedPool(sourceOf(connect, scope)),
    async close() {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
}

/** Both login roles get a password derived from the installation's secret: nothing more to configure. */
export function rolePassword(role: string, secret: string): string {
  return createHmac("sha256", secret).update(`database role ${role}`).digest("base64url");
}

function withCredentials(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = user;
  changed.password = password;
  return changed.toString();
}

function sourceOf(connect: Database["connect"], scope: Scope): Source {
  return { connect: () => connect(scope), lookAgain: async () => {} };
}

/** Every role has connections of its own there. */
function postgresEntries(scope: Scope, part: DatabasePart): Entries | null {
  switch (scope.role) {
    case "tenant":
      return tenantEntries(scope, part);
    case "system":
      return { tag: "", read: null, write: null };
    case "owner":
      return null;
    default:
      return scope satisfies never;
  }
}

/** One session of a superuser serves every scope, so the role is part of the scope. */
function pgliteEntries(scope: Scope): Entries | null {
  switch (scope.role) {
    case "tenant":
      return tenantEntries(scope, "control", APP_ROLE);
    case "system": {
      const entry = { name: "enter-system", prepare: `as select ${becoming(SYSTEM_ROLE)}`, values: [] };
      return { tag: "system-", read: entry, write: entry };
    }
    case "owner":
      return null;
    default:
      return scope satisfies never;
  }
}

async function admit(client: pg.PoolClient, entries: Entries | null): Promise<ScopedClient> {
  try {
    if (entries) await prepareEntries(client, entries);
    return new ScopedClient(client, entries);
  } catch (error) {
    client.release(true);
    throw error;
  }
}
