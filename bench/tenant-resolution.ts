/** Which tenant a host means, from the cache and from the database, with 10, 10,000 and 1,000,000 tenants. */
import type { Ports } from "#server/kernel/ctx.ts";
import { resolveTenant } from "#server/modules/tenancy/index.ts";
import type { Database } from "#server/platform/database/open-database.ts";
import { bindDatabases } from "#server/platform/database/tenant-db.ts";
import { openLive } from "#server/platform/live.ts";
import { localSignal } from "#server/platform/signal.ts";
import { homesOf, openBenchDatabases } from "./databases.ts";
import { median, percentile } from "./median.ts";

const SIZES = [10, 10_000, 1_000_000];
const SAMPLES = 2_000;
const CACHED = 200_000;

for (const { name, database, close } of await openBenchDatabases()) {
  process.stdout.write(`${name}\n`);
  const live = openLive(localSignal());
  const { systemDb } = bindDatabases(homesOf(database));
  const ports = { systemDb, live } as Ports; // all that resolving a tenant touches
  let there = 0;
  for (const size of SIZES) {
    await addTenants(database, there, size);
    there = size;
    const forget = () => live.publish("t0", { topic: "tenant" });
    const slug = await uncached(forget, (n) => resolveTenant(ports, { slug: `tenant-${n}` }), size);
    const host = await uncached(forget, (n) => resolveTenant(ports, { host: `h${n}.test` }), size);
    const started = performance.now();
    for (let n = 0; n < CACHED; n++) await resolveTenant(ports, { slug: "tenant-1" });
    const cached = ((performance.now() - started) * 1000) / CACHED;
    const line = [`cached ${cached.toFixed(2)} µs`, `by slug ${slug}`, `by own domain ${host}`];
    process.stdout.write(`  ${String(size).padStart(9)} tenants  ${line.join("  ")}\n`);
  }
  await close();
}
process.exit(0);

async function uncached(forget: () => void, resolve: (n: number) => Promise<unknown>, size: number) {
  const times: number[] = [];
  for (let n = 0; n < SAMPLES; n++) {
    forget();
    const started = performance.now();
    const found = await resolve((n * 7919) % size);
    if (!found) throw new Error("A tenant was not found.");
    if (n >= SAMPLES / 4) times.push((performance.now() - started) * 1000);
  }
  return `${median(times).toFixed(0)} µs (p95 ${percentile(times, 0.95).toFixed(0)})`;
}

async function addTenants(database: Database, from: number, to: number): Promise<void> {
  const owner = database.pool({ role: "owner" });
  const system = database.pool({ role: "system" });
  for (let start = from; start < to; start += 100_000) {
    const series = `generate_series(${start}, ${Math.min(start + 100_000, to) - 1}) n`;
    await system.query(
      `insert into tenant (id, slug, name) select 't' || n, 'tenant-' || n, 'Tenant ' || n from ${series}`,
    );
    await system.query(
      `insert into domain (tenant_id, id, host, verified_at) select 't' || n, 'd', 'h' || n || '.test', now() from ${series}`,
    );
  }
  await owner.query("analyze");
}
