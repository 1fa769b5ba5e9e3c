import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { platformCtx } from "#server/modules/audit/index.ts";
import { signUp } from "#server/modules/auth/index.ts";
import { openCatalogue } from "#server/modules/billing/index.ts";
import { migrate } from "#server/platform/database/migrate.ts";
import { type Database, openPglite, openPostgres } from "#server/platform/database/open-database.ts";
import { readEnv } from "#server/platform/env.ts";
import { closePorts, openPorts } from "#server/platform/runtime.ts";
import { openStripe } from "#server/platform/stripe.ts";
import { openTestDatabase, TEST_SECRET } from "#tests/support/database.ts";

const USES = 3_000;
const IN_FLIGHT = 100;
let directory: string;
let url: string | undefined;
let dropDatabase = async () => {};
let tenantId: string;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "marque-crash-"));
  if (process.env.TEST_DATABASE_URL) {
    const test = await openTestDatabase();
    url = test.url;
    dropDatabase = test.close;
    tenantId = await plantTenant(test.database);
    return;
  }
  const database = await openPglite(directory);
  await migrate(database, TEST_SECRET);
  tenantId = await plantTenant(database);
  await database.close();
});
afterAll(async () => {
  await dropDatabase();
  rmSync(directory, { recursive: true });
});

async function plantTenant(database: Database): Promise<string> {
  const env = readEnv({ NODE_ENV: "test", LOG_LEVEL: "silent", CATALOGUE: "auterity" });
  const stripe = openStripe("sk_test_nobody_listens", [], "http://127.0.0.1:9");
  const ports = await openPorts({ env, database, authSecret: TEST_SECRET, stripe });
  await openCatalogue(ports);
  const input = {
    name: "Ada",
    email: "ada@crash.test",
    password: "correct horse crash",
    company: "Crash",
    slug: "crash",
  };
  const { tenant } = await signUp.call(platformCtx(ports, { type: "system", process: "test" }), input);
  await closePorts({ ...ports, database: { ...database, close: async () => {} } });
  return tenant.id;
}

/** Sends uses to a process of their own, which is killed once so many are acknowledged. @returns those */
async function useUntilKilled(ids: readonly string[], enough: number): Promise<string[]> {
  const child = fork(path.join(import.meta.dirname, "../support/usage-process.ts"), [tenantId], {
    env: { ...process.env, TEST_URL: url ?? "", TEST_DIRECTORY: directory },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const acknowledged: string[] = [];
  const waiting = [...ids];
  const sendNext = () => {
    const id = waiting.shift();
    if (id !== undefined) child.send(id);
  };
  child.on("message", (message) => {
    if (message === "ready") for (let sent = 0; sent < IN_FLIGHT; sent++) sendNext();
    else if (acknowledged.push(String(message)) === enough) child.kill("SIGKILL");
    else if (acknowledged.length < enough) sendNext();
  });
  await exited;
  return acknowledged;
}

async function readLedger() {
  const database = url ? openPostgres(url, TEST_SECRET, 2) : await openPglite(directory);
  const pool = database.pool({ role: "system" });
  const { rows: records } = await pool.query("select id from usage_record where meter = 'ai_requests'");
  const { rows: counts } = await pool.query(
    `select "window", sum(used)::int as used from usage_count where meter = 'ai_requests' group by 1`,
  );
  await database.close();
  return {
    ids: records.map(({ id }) => String(id)),
    counts: Object.fromEntries(counts.map((row) => [row.window, row.used])),
  };
}

it("loses no use that was acknowledged when the process is killed, and counts none twice when all are sent again", async () => {
  const ids = Array.from({ length: USES }, (_, index) => `use-${index}`);
  const acknowledged = await useUntilKilled(ids, 700);
  const after = await readLedger();
  expect(acknowledged.length).toBeGreaterThanOrEqual(700);
  expect(after.ids.length).toBeLessThan(USES);
  expect(new Set(after.ids)).toEqual(new Set([...after.ids, ...acknowledged]));
  expect(after.counts).toEqual({ hour: after.ids.length, day: after.ids.length, month: after.ids.length });

  const again = await useUntilKilled(ids, USES);
  expect(again).toHaveLength(USES);
  const final = await readLedger();
  expect(final.ids.toSorted()).toEqual(ids.toSorted());
  expect(final.counts).toEqual({ hour: USES, day: USES, month: USES });
}, 60_000);
