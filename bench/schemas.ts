/** A thousand tenants with a schema each, on one pool: memory, connections, and how long a query takes across them. */
import { existsSync, readFileSync } from "node:fs";
import { raiseSchema } from "#server/platform/database/home-schema.ts";
import { schemaOf } from "#server/platform/database/own-schema.ts";
import { bindDatabases } from "#server/platform/database/tenant-db.ts";
import { homesOf, openBenchPostgres, POOL_SIZE } from "./databases.ts";
import { median, percentile } from "./median.ts";

const TENANTS = 1_000;
const CONCURRENCY = 8;

const bench = await openBenchPostgres();
if (!bench) throw new Error("This benchmark needs PostgreSQL.");
const { database, bare } = bench;
const started = performance.now();
for (let n = 0; n < TENANTS; n++) {
  const migration = await raiseSchema(database, schemaOf(`own${n}`), null);
  await bare.query(
    "insert into tenant_home (tenant_id, schema_name, migration, moved_at) values ($1, $2, $3, now())",
    [`own${n}`, schemaOf(`own${n}`), migration],
  );
  await fill(`"${schemaOf(`own${n}`)}"`, `own${n}`);
  await fill("public", `shared${n}`);
}
const each = (performance.now() - started) / TENANTS;
process.stdout.write(`${TENANTS} schemas made, ${each.toFixed(0)} ms each\n`);
await bare.query("analyze");
const { tenantDb } = bindDatabases(homesOf(database));

report("before any query", await weigh());
for (const [active, queries] of [
  [200, 8_000],
  [TENANTS, 2_000],
] as const) {
  for (const tier of ["shared", "own", "shared", "own"]) {
    const read = (n: number) => tenantDb(`${tier}${n % active}`).client.dataset.findMany({ take: 20 });
    await run(read, active); // warm-up
    const times = await run(read, queries);
    const took = `median ${median(times).toFixed(2)} ms, p95 ${percentile(times, 0.95).toFixed(2)} ms`;
    report(
      `${active} tenants in turn, ${tier === "own" ? "a schema each" : "shared tables"}: ${took}`,
      await weigh(),
    );
  }
}
await bench.close();
process.exit(0);

async function fill(schema: string, tenantId: string): Promise<void> {
  await bare.query(
    `insert into ${schema}.dataset (tenant_id, id, name, bars, timeframe_ms, first_time, last_time, columns, created_at)
     select $1, 'd' || n, 'n', 1, 1, now(), now(), '\\x00', now() from generate_series(1, 20) n`,
    [tenantId],
  );
}

async function run(query: (n: number) => Promise<unknown[]>, queries: number): Promise<number[]> {
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async (_, lane) => {
      for (let n = lane; n < queries; n += CONCURRENCY) {
        const begun = performance.now();
        const rows = await query(n);
        if (rows.length !== 20) throw new Error("Rows are missing.");
        times.push(performance.now() - begun);
      }
    }),
  );
  return times;
}

async function weigh() {
  globalThis.gc?.();
  const { rows } = await bare.query(
    "select pid from pg_stat_activity where usename = 'marque_app' and backend_type = 'client backend'",
  );
  const backends = rows.map(({ pid }) => privateMegabytes(pid));
  return { backends, rss: process.memoryUsage().rss / 2 ** 20 };
}

function report(what: string, { backends, rss }: Awaited<ReturnType<typeof weigh>>): void {
  const largest = Math.max(0, ...backends).toFixed(0);
  process.stdout.write(
    `${what}\n  ${backends.length} connections of at most ${POOL_SIZE}, the largest server process ${largest} MB, ours ${rss.toFixed(0)} MB\n`,
  );
}

function privateMegabytes(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return 0;
  return Number(/RssAnon:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]) / 1024;
}
