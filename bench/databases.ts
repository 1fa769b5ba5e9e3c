import pg from "pg";
import { findPostgres, startPostgres } from "#server/cli/postgres-cluster.mjs";
import { type Homes, openHomes } from "#server/platform/database/homes.ts";
import { migrate } from "#server/platform/database/migrate.ts";
import { type Database, openPglite, openPostgres } from "#server/platform/database/open-database.ts";
import { freePort } from "./server-process.ts";

export interface BenchDatabase {
  name: "pglite" | "postgres";
  database: Database;
  /** Connections as the superuser, whom no row-level security binds: what is compared with. */
  bare: pg.Pool;
  close(): Promise<void>;
}

export const BENCH_SECRET = "bench-secret-bench-secret-bench-secret-";
export const POOL_SIZE = 10;

/** A migrated database of each kind; PostgreSQL only where it is installed. */
export async function openBenchDatabases(isDurable = false): Promise<BenchDatabase[]> {
  const embedded = await openPglite("memory");
  await migrate(embedded, BENCH_SECRET);
  const bare = embedded.pool({ role: "owner" });
  const pglite = { name: "pglite" as const, database: embedded, bare, close: () => embedded.close() };
  const postgres = await openBenchPostgres(isDurable);
  return postgres ? [pglite, postgres] : [pglite];
}

/** @param isDurable waits for the disk at each commit, which throw-away clusters do not */
export async function openBenchPostgres(isDurable = false): Promise<BenchDatabase | null> {
  const bin = findPostgres();
  if (!bin) return null;
  const cluster = startPostgres(bin, await freePort(), isDurable);
  const database = openPostgres(cluster.url, BENCH_SECRET, POOL_SIZE);
  await migrate(database, BENCH_SECRET);
  const bare = new pg.Pool({ connectionString: cluster.url, max: POOL_SIZE });
  return {
    name: "postgres",
    database,
    bare,
    async close() {
      await Promise.all([bare.end(), database.close()]);
      cluster.stop();
    },
  };
}

/** No tenant of a benchmark lives in another database. */
export function homesOf(control: Database): Homes {
  const urlOf = () => Promise.reject(new Error("There is one database."));
  return openHomes({ control, urlOf, secret: BENCH_SECRET });
}
