/**
 * What isolation costs: the same Prisma query by a tenant's own client, bound to its rows by the database, and by a
 * plain client with a bare `WHERE tenant_id`, one at a time and eight at once, on both databases.
 */
import { createHash, randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "#server/generated/prisma/client.ts";
import type { Database } from "#server/platform/database/open-database.ts";
import { bindDatabases, type DbClient } from "#server/platform/database/tenant-db.ts";
import { homesOf, openBenchDatabases } from "./databases.ts";
import { median } from "./median.ts";

const TENANTS = 20;
const ROWS = 50;
const BURST = 200;
const WARM_UP = 10;
const ROUNDS = 40;

for (const { name, database, bare, close } of await openBenchDatabases()) {
  process.stdout.write(`${name}\n`);
  await fill(database);
  const { tenantDb } = bindDatabases(homesOf(database));
  const plain = new PrismaClient({
    adapter: new PrismaPg(bare, {
      statementNameGenerator: ({ sql }) => `bare-${createHash("sha1").update(sql).digest("base64url")}`,
    }),
  });
  const lanes = name === "pglite" ? [1] : [1, 8];
  for (const concurrency of lanes) {
    for (const [label, read] of [
      ["one row by key", byKey],
      ["a page of 20", page],
      ["a count", count],
    ] as const) {
      await compare(label, concurrency, {
        isolated: (tenantId, n) => read(tenantDb(tenantId).client, {}, n),
        bare: (tenantId, n) => read(plain, { tenantId }, n),
      });
    }
    await compare("a command", concurrency, {
      isolated: (tenantId, n) => tenantDb(tenantId).transaction((db) => command(db, { tenantId }, {}, n)),
      bare: (tenantId, n) => plain.$transaction((db) => command(db, { tenantId }, { tenantId }, n)),
    });
  }
  await close();
}
process.exit(0);

interface Sides {
  isolated(tenantId: string, n: number): Promise<unknown>;
  bare(tenantId: string, n: number): Promise<unknown>;
}

function byKey(db: DbClient, where: { tenantId?: string }, n: number) {
  return db.membership.findFirst({ where: { ...where, id: `m${n % ROWS}` } });
}

function page(db: DbClient, where: { tenantId?: string }) {
  return db.domain.findMany({ where, orderBy: { id: "desc" }, take: 20 });
}

function count(db: DbClient, where: { tenantId?: string }) {
  return db.domain.count({ where });
}

/** What a command does: looks who asks, changes a row, leaves a record. */
async function command(db: DbClient, key: { tenantId: string }, where: { tenantId?: string }, n: number) {
  await db.membership.findFirst({ where: { ...where, id: `m${n % ROWS}` } });
  await db.demoAccount.updateMany({ where: { ...where, id: "a" }, data: { balances: { EUR: `${n}` } } });
  const event = { ...key, id: randomUUID(), type: "bench.done", payload: {}, createdAt: new Date(0) };
  await db.outboxEvent.create({ data: event, select: { id: true } });
}

async function compare(label: string, concurrency: number, sides: Sides): Promise<void> {
  const times = { isolated: [] as number[], bare: [] as number[] };
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const isolated = await timed(concurrency, sides.isolated);
    const bare = await timed(concurrency, sides.bare);
    if (round < WARM_UP) continue;
    times.isolated.push(isolated);
    times.bare.push(bare);
  }
  const [isolated, bare] = [median(times.isolated), median(times.bare)];
  const ratio = median(times.bare.map((each, i) => each / (times.isolated[i] ?? each)));
  process.stdout.write(
    `  ${label.padEnd(15)} x${concurrency}  isolated ${isolated.toFixed(0)} µs  bare ${bare.toFixed(0)} µs  ratio ${ratio.toFixed(2)}\n`,
  );
}

/** Microseconds a query, over a short burst: neighbours on the machine disturb both sides alike. */
async function timed(concurrency: number, work: (tenantId: string, n: number) => Promise<unknown>) {
  const started = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async (_, lane) => {
      for (let n = lane; n < BURST; n += concurrency) await work(`t${n % TENANTS}`, n);
    }),
  );
  return ((performance.now() - started) * 1000) / BURST;
}

async function fill(database: Database): Promise<void> {
  const system = database.pool({ role: "system" });
  await system.query(
    "insert into app_user (id, email, name) select 'u' || n, n || '@x.test', 'U' from generate_series(0, $1) n",
    [ROWS],
  );
  const all = `from generate_series(0, ${TENANTS - 1}) t, generate_series(0, ${ROWS - 1}) n`;
  await system.query(
    `insert into membership (tenant_id, id, user_id, role) select 't' || t, 'm' || n, 'u' || n, 'viewer' ${all}`,
  );
  await system.query(
    `insert into domain (tenant_id, id, host) select 't' || t, 'd' || n, 'h' || n || '.test' ${all}`,
  );
  await system.query(
    `insert into demo_account (tenant_id, id, balances) select 't' || t, 'a', '{}' from generate_series(0, ${TENANTS - 1}) t`,
  );
}
