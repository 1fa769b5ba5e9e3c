/** A thousand tenants with a schema each, on one pool: memory, connections, and how long a query takes across them. */
import { existsSync, readFileSync } from "node:fs";
import { listMigrations, raiseSchema } from "#server/platform/database/home-schema.ts";
import { schemaOf } from "#server/platform/database/own-schema.ts";
import { bindDatabases } from "#server/platform/database/tenant-db.ts";
import { homesOf, openBenchPostgres, POOL_SIZE } from "./databases.ts";
import { median, percentile } from "./median.ts";

const TENANTS = 1_000;
const CONCURRENCY = 8;

const MAKERS = 4;
const QUERIES = 8_000;

const bench = await openBenchPostgres();
if (!bench) throw new Error("This benchmark needs PostgreSQL.");
const { database, bare } = bench;
const migrations = await listMigrations();
const started = performance.now();
await Promise.all(Array.from({ length: MAKERS }, (_, lane) => make(lane)));
const took = (performance.now() - started) / 1_000;
process.stdout.write(`${TENANTS} schemas made in ${took.toFixed(0)} s, ${MAKERS} at once\n`);
await bare.query("analyze");
const { tenantDb } = bindDatabases(homesOf(database));

const inTurn = (n: number) => n % TENANTS;
const byZipf = zipf(TENANTS);
report("before any query", await weigh());
for (const [how, choose] of [
  ["in turn", inTurn],
  ["by Zipf's law", byZipf],
] as const) {
  for (const tier of ["shared", "own"]) {
    const read = (n: number) => tenantDb(`${tier}${choose(n)}`).client.dataset.findMany({ take: 20 });
    await run(read, TENANTS); // warm-up
    const times = await run(read, QUERIES);
    const figures = `median ${median(times).toFixed(2)} ms, p95 ${percentile(times, 0.95).toFixed(2)} ms`;
    const where = tier === "own" ? "a schema each" : "shared tables";
    report(`${TENANTS} tenants ${how}, ${where}: ${figures}`, await weigh());
  }
}
await bench.close();
process.exit(0);

async function make(lane: number): Promise<void> {
  for (let n = lane; n < TENANTS; n += MAKERS) {
    const schema = schemaOf(`own${n}`);
    const migration = await raiseSchema(database, schema, null, migrations);
    await bare.query(
      "insert into tenant_home (tenant_id, schema_name, migration, moved_at) values ($1, $2, $3, now())",
      [`own${n}`, schema, migration],
    );
    await fill(`"${schema}"`, `own${n}`);
    await fill("public", `shared${n}`);
  }
}

/** The nth visit's tenant: the one of rank r comes 1/r as often as the first; the same sequence in every run. */
function zipf(count: number): (n: number) => number {
  const sums: number[] = [];
  for (let rank = 1; rank <= count; rank++) sums.push((sums.at(-1) ?? 0) + 1 / rank);
  const total = sums.at(-1) ?? 1;
  return (n) => {
    const share = ((n * 2_654_435_761) % 2 ** 32) / 2 ** 32;
    return sums.findIndex((sum) => sum >= share * total);
  };
}

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
