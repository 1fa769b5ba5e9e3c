/**
 * What is used: durable records a second through the ledger's batches, against a row and its counter by themselves on the
 * same pool; the cost at 10 thousand and 10 million rows; limit checks at one contended counter and at many.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Ctx, Ports } from "#server/kernel/ctx.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { signUp } from "#server/modules/auth/index.ts";
import { openCatalogue } from "#server/modules/billing/index.ts";
import { spend } from "#server/modules/usage/index.ts";
import { readEnv } from "#server/platform/env.ts";
import { newId } from "#server/platform/ids.ts";
import { openPorts } from "#server/platform/runtime.ts";
import { openStripe } from "#server/platform/stripe.ts";
import { BENCH_SECRET, type BenchDatabase, openBenchDatabases } from "./databases.ts";
import { median } from "./median.ts";

const SENDERS = 2_048;
const ROUNDS = 3;
const USES = 40_000;
const ROWS = { pglite: [10_000, 1_000_000], postgres: [10_000, 10_000_000] };

type Take = (index: number) => Promise<unknown>;

async function measure({ name, database, bare, close }: BenchDatabase): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "marque-bench-"));
  const env = readEnv({ NODE_ENV: "test", LOG_LEVEL: "silent", DATA_DIR: directory, CATALOGUE: "auterity" });
  const stripe = openStripe("sk_test_nobody_listens", [], "http://127.0.0.1:9");
  const ports = await openPorts({ env, database, authSecret: BENCH_SECRET, stripe });
  await openCatalogue(ports);
  const tenants: Ctx[] = [];
  for (let index = 0; index < 64; index++) tenants.push(await mintTenant(ports, index));
  const [first] = tenants;
  if (!first) throw new Error("There is no tenant.");

  await bare.query(`create table bare_use (tenant_id text, id text, meter text, amount bigint, at timestamptz,
    primary key (tenant_id, meter, id))`);
  await bare.query(`create table bare_count (tenant_id text, meter text, starts_at timestamptz, used bigint,
    primary key (tenant_id, meter, starts_at))`);
  const naive: Take = (index) => {
    const id = newId(new Date());
    return bare.query({
      name: "bare_use",
      text: `with recorded as (insert into bare_use values ($1, $2, 'api_calls', 1, now()) returning 1)
        insert into bare_count values ($1, 'api_calls', date_trunc('hour', now()), 1)
        on conflict (tenant_id, meter, starts_at) do update set used = bare_count.used + 1`,
      values: [tenants[index % tenants.length]?.tenant.id, id],
    });
  };
  const unlimited: Take = (index) =>
    spend(tenants[index % tenants.length] ?? first, { amounts: { api_calls: 1 }, source: "bench" });
  const ofOne: Take = () => spend(first, { amounts: { ai_requests: 1 }, source: "bench" });
  const ofMany: Take = (index) =>
    spend(tenants[index % tenants.length] ?? first, { amounts: { ai_requests: 1 }, source: "bench" });

  await compare(`${name}: recording, ${SENDERS} at once`, naive, unlimited);
  const sizes: number[] = [];
  for (const rows of ROWS[name]) {
    await fill(bare, first.tenant.id, rows);
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rates.push(await rateOf(unlimited, USES, SENDERS));
    sizes.push(median(rates));
    say(`${name}: at ${rows.toLocaleString("en")} rows`, `${whole(median(rates))}/s`);
  }
  say(
    `${name}: cost at the larger`,
    `${((sizes[0] ?? 0) / (sizes[1] ?? 1)).toFixed(2)} × that at the smaller`,
  );
  await compare(`${name}: limit checks, 1 tenant, 64 at once`, naive, ofOne, 64);
  await compare(`${name}: limit checks, 64 tenants, 64 at once`, naive, ofMany, 64);
  await compare(`${name}: limit checks, 1 tenant, ${SENDERS} at once`, naive, ofOne);
  const single: number[] = [];
  for (let index = 0; index < 500; index++) {
    const start = performance.now();
    await ofOne(index);
    single.push(performance.now() - start);
  }
  say(`${name}: one limit check alone`, `${median(single).toFixed(2)} ms`);
  await ports.queue.close();
  await close();
  rmSync(directory, { recursive: true });
}

async function mintTenant(ports: Ports, index: number): Promise<Ctx> {
  const slug = `bench-${index}`;
  const input = {
    name: "B",
    email: `b@${slug}.test`,
    password: "correct horse battery",
    company: slug,
    slug,
  };
  const { tenant } = await signUp.call(platformCtx(ports, { type: "system", process: "bench" }), input);
  const limit = { kind: "limit", key: "ai_requests", window: "month", value: 2_000_000_000, reason: "bench" };
  const ctx = tenantCtx(ports, tenant, { type: "system", process: "bench" });
  await ctx.db.entitlementOverride.create({ data: { ...limit, id: ctx.newId(), createdAt: ctx.now() } });
  return ctx;
}

/** Rows as a year of use would leave them, of a thousand tenants. */
async function fill(bare: BenchDatabase["bare"], tenantId: string, rows: number): Promise<void> {
  const { rows: known } = await bare.query("select count(*)::int as count from usage_record");
  for (let from = Number(known[0].count); from < rows; from += 500_000) {
    await bare.query(
      `insert into usage_record (tenant_id, meter, id, amount, source, at, recorded_at)
       select case when n % 10 = 0 then $1 else 'tenant-' || n % 1000 end, 'api_calls', lpad(n::text, 26, '0'), 1, 'api',
         now() - n * interval '1 second', now() - n * interval '1 second'
       from generate_series($2::int, $3::int) n on conflict do nothing`,
      [tenantId, from, Math.min(from + 500_000, rows) - 1],
    );
  }
  await bare.query("vacuum analyze usage_record");
}

async function compare(what: string, theirs: Take, ours: Take, senders = SENDERS): Promise<void> {
  const rates: [number, number][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rates.push([await rateOf(theirs, USES / 10, senders), await rateOf(ours, USES, senders)]);
  }
  const ratio = median(rates.map(([one, other]) => other / one));
  const [one, other] = [median(rates.map(([each]) => each)), median(rates.map(([, each]) => each))];
  say(what, `row by row ${whole(one)}/s   ledger ${whole(other)}/s   ${ratio.toFixed(1)}×`);
}

async function rateOf(take: Take, uses: number, senders: number): Promise<number> {
  const start = performance.now();
  let next = 0;
  const sender = async () => {
    for (let index = next++; index < uses; index = next++) await take(index);
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return uses / ((performance.now() - start) / 1000);
}

const whole = (rate: number): string => Math.round(rate).toLocaleString("en").padStart(7);
const say = (what: string, told: string) => process.stdout.write(`${what.padEnd(46)} ${told}\n`);

for (const bench of await openBenchDatabases(true)) await measure(bench);
// Of the ports some still listen on what is closed.
process.exit(0);
