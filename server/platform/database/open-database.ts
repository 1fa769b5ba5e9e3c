import { createHmac } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { PgliteStream } from "./pglite-stream.ts";
import { APP_ROLE, type Scope, SYSTEM_ROLE, tenantSetting } from "./scope.ts";
import { ScopedPool } from "./scoped-pool.ts";

export interface Database {
  kind: "pglite" | "postgres";
  /** A pool bound to one scope for its whole life. Cheap: it borrows from the shared pools. */
  pool(scope: Scope): ScopedPool;
  close(): Promise<void>;
}

/** An embedded PostgreSQL in `directory`, or in memory. One session, so one connection serves every scope. */
export async function openPglite(directory: string | "memory"): Promise<Database> {
  if (directory !== "memory") await mkdir(directory, { recursive: true });
  const pglite = await PGlite.create(directory === "memory" ? "memory://" : directory, {
    startParams: [...PGlite.defaultStartParams, "-c", "shared_buffers=16MB", "-c", "max_connections=8"],
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
  const checkout = async (scope: Scope) =>
    stamp(await shared.connect(), {
      name: "scope",
      text: "select set_config('role', $1, false), set_config('app.tenant_id', $2, false)",
      values: [pgliteRole(scope), tenantSetting(scope)],
    });
  return {
    kind: "pglite",
    pool: (scope) => new ScopedPool(scope, checkout),
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
export function openPostgres(url: string, secret: string, poolSize: number): Database {
  const poolAs = (role: string | null) =>
    new pg.Pool({
      connectionString: role ? withCredentials(url, role, rolePassword(role, secret)) : url,
      max: role === SYSTEM_ROLE ? Math.max(2, Math.ceil(poolSize / 2)) : poolSize,
      connectionTimeoutMillis: 10_000,
      statement_timeout: role ? 30_000 : 0,
    });
  const pools = { tenant: poolAs(APP_ROLE), system: poolAs(SYSTEM_ROLE), owner: poolAs(null) };
  for (const pool of Object.values(pools)) pool.on("error", () => {});
  const checkout = async (scope: Scope) =>
    stamp(await pools[scope.role].connect(), {
      name: "scope",
      text: "select set_config('app.tenant_id', $1, false)",
      values: [tenantSetting(scope)],
    });
  return {
    kind: "postgres",
    pool: (scope) => new ScopedPool(scope, checkout),
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

function pgliteRole(scope: Scope): string {
  switch (scope.role) {
    case "tenant":
      return APP_ROLE;
    case "system":
      return SYSTEM_ROLE;
    case "owner":
      return "none";
    default:
      return scope satisfies never;
  }
}

/** Sets the scope on every checkout, never only when it seems to differ: nothing is ever stale. */
async function stamp(client: pg.PoolClient, setting: pg.QueryConfig): Promise<pg.PoolClient> {
  try {
    await client.query(setting);
  } catch (error) {
    client.release(true);
    throw error;
  }
  const release = client.release;
  client.release = (error) => {
    if (!(error instanceof pg.DatabaseError)) return release.call(client, error);
    // A failed statement leaves the connection sound, save for a transaction it may have opened itself.
    client.query("ROLLBACK").then(
      () => release.call(client),
      (broken: Error) => release.call(client, broken),
    );
  };
  return client;
}
