/**
 * Limits of what there is: transactions a second that pass `withinLimit`, against the same transaction without it. At one
 * tenant all wait for one lock; of a meter without bounds nothing is locked or counted.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Ctx, Ports } from "#server/kernel/ctx.ts";
import { platformCtx, tenantCtx } from "#server/modules/audit/index.ts";
import { signUp } from "#server/modules/auth/index.ts";
import { openCatalogue } from "#server/modules/billing/index.ts";
import { readEntitlements, withinLimit } from "#server/modules/entitlements/index.ts";
import { readEnv } from "#server/platform/env.ts";
import { openPorts } from "#server/platform/runtime.ts";
import { openStripe } from "#server/platform/stripe.ts";
import { BENCH_SECRET, type BenchDatabase, openBenchDatabases } from "./databases.ts";
import { median } from "./median.ts";

const AT_ONCE = 64;
const ROUNDS = 3;
const CHECKS = 2_000;

type Take = (ctx: Ctx) => Promise<unknown>;

/** What a limited insert costs besides the limit: a transaction of the tenant's that reads one count. */
const bare: Take = (ctx) => ctx.transaction((tx) => tx.ctx.db.bot.count());

/** The same, its plan read as everybody reads it, without a limit to hold. */
const planned: Take = (ctx) =>
  ctx.transaction(async (tx) => {
    await readEntitlements(tx.ctx);
    return tx.ctx.db.bot.count();
  });

const limited =
  (meter: string): Take =>
  (ctx) =>
    ctx.transaction((tx) =>
      withinLimit(
        tx.ctx,
        meter,
        () => tx.ctx.db.bot.count(),
        async () => null,
      ),
    );

/** The list sells no such meter, so it has no bounds. */
const unlimited: Take = (ctx) =>
  ctx.transaction(async (tx) => {
    await withinLimit(
      tx.ctx,
      "never-heard-of",
      () => Promise.reject(new Error("counted")),
      async () => null,
    );
    return tx.ctx.db.bot.count();
  });

async function measure({ name, database, close }: BenchDatabase): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "marque-bench-"));
  const env = readEnv({ NODE_ENV: "test", LOG_LEVEL: "silent", DATA_DIR: directory });
  const stripe = openStripe("sk_test_nobody_listens", [], "http://127.0.0.1:9");
  const ports = await openPorts({ env, database, authSecret: BENCH_SECRET, stripe });
  await openCatalogue(ports);
  const tenants: Ctx[] = [];
  for (let index = 0; index < AT_ONCE; index++) tenants.push(await mintTenant(ports, index));
  const one = tenants.slice(0, 1);
  const takes: [string, Take, readonly Ctx[]][] = [
    ["no limit, 1 tenant", bare, one],
    ["plan read, no limit, 1 tenant", planned, one],
    ["limit, 1 tenant", limited("bots"), one],
    ["no bounds, 1 tenant", unlimited, one],
    ["plan read, no limit, 64 tenants", planned, tenants],
    ["limit, 64 tenants", limited("bots"), tenants],
    ["no bounds, 64 tenants", unlimited, tenants],
  ];
  for (const [what, take, of] of takes) {
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rates.push(await rateOf(take, of));
    const rate = Math.round(median(rates)).toLocaleString("en").padStart(7);
    process.stdout.write(`${`${name}: ${what}, ${AT_ONCE} at once`.padEnd(60)} ${rate}/s\n`);
  }
  await ports.queue.close();
  await close();
  rmSync(directory, { recursive: true });
}

async function mintTenant(ports: Ports, index: number): Promise<Ctx> {
  const slug = `bench-${index}`;
  const person = { name: "B", email: `b@${slug}.test`, password: "correct horse battery" };
  const system = platformCtx(ports, { type: "system", process: "bench" });
  const { tenant } = await signUp.call(system, { ...person, company: slug, slug });
  return tenantCtx(ports, tenant, { type: "system", process: "bench" });
}

async function rateOf(take: Take, tenants: readonly Ctx[]): Promise<number> {
  const start = performance.now();
  let next = 0;
  const sender = async () => {
    for (let index = next++; index < CHECKS; index = next++) {
      const ctx = tenants[index % tenants.length];
      if (ctx) await take(ctx);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return CHECKS / ((performance.now() - start) / 1000);
}

for (const each of await openBenchDatabases()) await measure(each);
// Of the ports some still listen on what is closed.
process.exit(0);
