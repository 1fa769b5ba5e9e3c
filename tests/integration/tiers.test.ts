import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAudit, tenantOutbox, verifyAudit } from "#server/modules/audit/index.ts";
import { listBots } from "#server/modules/bots/index.ts";
import { getBranding, updateBranding } from "#server/modules/branding/index.ts";
import { listMembers } from "#server/modules/members/index.ts";
import { raiseSchemas } from "#server/platform/database/home-schema.ts";
import { eraseHome } from "#server/platform/database/move/erase-home.ts";
import { schemaOf } from "#server/platform/database/own-schema.ts";
import { DATA_TABLES, type Home } from "#server/platform/database/planes.ts";
import { drainOutbox } from "#server/worker/relay-outbox.ts";
import { deliverOrAppend } from "#server/worker/start-worker.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { createGuestDatabase, move } from "#tests/support/tiers.ts";
import { fillTenant } from "./isolation-samples.ts";

const hasPostgres = Boolean(process.env.TEST_DATABASE_URL);
const HOMES: readonly Home[] = [
  { tier: "shared" },
  { tier: "schema" },
  ...(hasPostgres ? [{ tier: "database", name: "guest" } as const] : []),
];
const THEME = { accent: "#123456", font: "inter", radius: "small", colorScheme: "light" } as const;

let harness: Harness;
let guest: Awaited<ReturnType<typeof createGuestDatabase>> | undefined;
const tenants: MintedTenant[] = [];
beforeAll(async () => {
  harness = await openHarness();
  if (hasPostgres) guest = await createGuestDatabase();
  for (const home of [...HOMES, ...HOMES]) {
    const tenant = await harness.mintTenant();
    if (home.tier !== "shared") await move(harness, tenant, home, guest ? { url: guest.url } : {});
    await fillTenant(harness, tenant);
    tenants.push(tenant);
  }
});
afterAll(async () => {
  await harness.close();
  await guest?.drop();
});

const owner = () => harness.ports.database.pool({ role: "owner" });
const schemaTenant = () => tenants[1] ?? raise();

describe("tenants of every tier on one pool", () => {
  it("never read each other's rows, in any kind of query", async () => {
    let wrong = 0;
    let reads = 0;
    const count = (tenantId: string, rows: { tenantId: string }[]) => {
      reads += rows.length;
      wrong += rows.filter((row) => row.tenantId !== tenantId).length;
    };
    const loop = async (seed: number) => {
      for (let n = 0; n < 60; n++) {
        const { tenant } = tenants[(seed * 5 + n) % tenants.length] ?? raise();
        const { client, transaction } = harness.ports.tenantDb(tenant.id);
        if (n % 3 === 0) count(tenant.id, await client.bot.findMany());
        else if (n % 3 === 1) count(tenant.id, await client.membership.findMany());
        else count(tenant.id, await transaction((db) => db.bot.findMany(), "data"));
        if (n % 20 === 0) await transaction(() => Promise.reject(new Error("no"))).catch(() => {});
      }
    };
    await Promise.all(Array.from({ length: 24 }, (_, seed) => loop(seed)));
    expect(wrong).toBe(0);
    expect(reads).toBe(24 * 60);
  });

  it("work alike: data, people, audit", async () => {
    for (const tenant of tenants) {
      const ctx = tenant.ctx();
      await updateBranding.call(ctx, { companyName: "Same", theme: THEME });
      await drainOutbox(harness.ports, tenantOutbox, (event) => deliverOrAppend(harness.ports, [], event));
      expect((await getBranding.call(ctx, {})).companyName).toBe("Same");
      expect(await listBots.call(ctx, {})).toHaveLength(1);
      expect(await listMembers.call(ctx, {})).toMatchObject({ total: 1 });
      const verbs = (await listAudit.call(ctx, {})).entries.map(({ verb }) => verb);
      expect(verbs).toEqual(expect.arrayContaining(["branding.update", "bot.create", "dataset.import"]));
      expect(await verifyAudit.call(ctx, {})).toMatchObject({ isIntact: true });
    }
  });
});

describe.runIf(hasPostgres)("a transaction of a tenant in a database of its own", () => {
  const away = () => tenants[2] ?? raise();

  it("changes one plane, reads both, and says so when asked for more", async () => {
    const { transaction } = harness.ports.tenantDb(away().tenant.id);
    await transaction(async (db) => expect(await db.membership.count()).toBe(1), "data");
    await transaction(async (db) => expect(await db.bot.count()).toBe(1), "control");
    const stray = transaction((db) => db.membership.updateMany({ data: { role: "viewer" } }), "data");
    await expect(stray).rejects.toThrow(/control plane/);
    await expect(transaction((db) => db.bot.deleteMany(), "control")).rejects.toThrow(/data plane/);
  });

  it.each(["data", "control"] as const)(
    "of the %s plane takes its events along when it fails",
    async (plane) => {
      const heard: string[] = [];
      const drain = () => drainOutbox(harness.ports, tenantOutbox, async ({ type }) => void heard.push(type));
      const emit = (type: string, fails: boolean) =>
        away()
          .ctx()
          .transaction(async (tx) => {
            await tx.emit([{ type }]);
            if (fails) throw new Error("no");
          }, plane);
      await expect(emit("lost.event", true)).rejects.toThrow("no");
      await emit("kept.event", false);
      await drain();
      expect(heard).toContain("kept.event");
      expect(heard).not.toContain("lost.event");
    },
  );
});

describe("a schema of a tenant's own", () => {
  const structure = async (schema: string) => {
    const names = `('${DATA_TABLES.join("', '")}')`;
    const read = async (sql: string) => (await owner().query(sql)).rows;
    const strip = (rows: unknown) => JSON.parse(JSON.stringify(rows).replaceAll(`${schema}.`, ""));
    return strip({
      columns: await read(
        `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
         where table_schema = '${schema}' and table_name in ${names} order by 1, 2`,
      ),
      indexes: await read(
        `select tablename, indexname, replace(indexdef, 'public.', '') as def from pg_indexes
         where schemaname = '${schema}' and tablename in ${names} order by 1, 2`,
      ),
      policies: await read(
        `select tablename, policyname, roles::text, qual, with_check from pg_policies
         where schemaname = '${schema}' and tablename in ${names} order by 1, 2`,
      ),
      security: await read(
        `select relname, relrowsecurity, relforcerowsecurity, relacl::text from pg_class
         where relnamespace = '${schema}'::regnamespace and relname in ${names} order by 1`,
      ),
      constraints: await read(
        `select conrelid::regclass::text, conname, replace(pg_get_constraintdef(oid), 'public.', '') as def
         from pg_constraint where connamespace = '${schema}'::regnamespace and contype <> 'n'
           and conrelid in (select oid from pg_class where relname in ${names}) order by 2`,
      ),
    });
  };

  it("has exactly the tables that move, in every detail as in public", async () => {
    const schema = schemaOf(schemaTenant().tenant.id);
    const { rows } = await owner().query("select tablename from pg_tables where schemaname = $1", [schema]);
    expect(rows.map(({ tablename }) => tablename).toSorted()).toEqual([...DATA_TABLES].toSorted());
    expect(await structure(schema)).toEqual(await structure("public"));
  });

  it("is guarded by row-level security too: without the policy a stranger's row would show", async () => {
    const { tenant } = schemaTenant();
    const table = `"${schemaOf(tenant.id)}".bot`;
    const asStranger = async () => {
      const pool = harness.ports.database.pool({ role: "tenant", tenantId: tenants[0]?.tenant.id ?? "" });
      return Number((await pool.query(`select count(*) from ${table}`)).rows[0].count);
    };
    expect(await asStranger()).toBe(0);
    await owner().query(`alter table ${table} disable row level security`);
    const unguarded = await asStranger();
    await owner().query(`alter table ${table} enable row level security`);
    expect(unguarded).toBe(1);
  });

  it("is brought up to date by a migration, in the statements that concern it", async () => {
    const sql = `ALTER TABLE "bot" ADD COLUMN "later" TEXT;
      ALTER TABLE "tenant" ADD COLUMN "elsewhere" TEXT;
      CREATE INDEX "bot_later_idx" ON "bot"("later");`;
    expect(await raiseSchemas(harness.ports.database, [{ name: "9999_later", sql }])).toBe(2);
    expect(await raiseSchemas(harness.ports.database, [{ name: "9999_later", sql }])).toBe(0);
    const { rows } = await owner().query(
      "select table_schema from information_schema.columns where column_name in ('later', 'elsewhere')",
    );
    expect(rows).toHaveLength(2);
  });
});

describe("the tables that move", () => {
  it("all belong to a tenant, and point at none that stay", async () => {
    const names = `('${DATA_TABLES.join("', '")}')`;
    const { rows: found } = await owner().query(
      `select table_name from information_schema.columns
       where table_schema = 'public' and column_name = 'tenant_id' and table_name in ${names}`,
    );
    expect(found).toHaveLength(DATA_TABLES.length);
    const { rows: crossing } = await owner().query(
      `select conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
       and (conrelid::regclass::text in ${names}) <> (confrelid::regclass::text in ${names})`,
    );
    expect(crossing).toEqual([]);
  });
});

describe("erasing", () => {
  it("takes what a tenant has in a home of its own", async () => {
    for (const tenant of tenants.slice(0, HOMES.length)) {
      const { id } = tenant.tenant;
      const home = HOMES[tenants.indexOf(tenant)] ?? raise();
      await eraseHome(harness.ports.homes, id, harness.clock.now());
      await eraseHome(harness.ports.homes, id, harness.clock.now());
      expect(await listBots.call(tenant.ctx(), {})).toHaveLength(home.tier === "shared" ? 1 : 0);
      const { rows } = await owner().query("select 1 from pg_namespace where nspname = $1", [schemaOf(id)]);
      expect(rows).toEqual([]);
    }
  });
});

function raise(): never {
  throw new Error("there is no such tenant");
}
