import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyAudit } from "#server/modules/audit/index.ts";
import { listBots } from "#server/modules/bots/index.ts";
import { getBranding, updateBranding } from "#server/modules/branding/index.ts";
import { importCandles, listDatasets } from "#server/modules/market-data/index.ts";
import { MOVE_STEPS, type MoveStep } from "#server/platform/database/move/move-rows.ts";
import { DATA_TABLES, type Home } from "#server/platform/database/planes.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { createGuestDatabase, move, rowsOf, stopAt } from "#tests/support/tiers.ts";
import { fillTenant } from "./isolation-samples.ts";

const hasPostgres = Boolean(process.env.TEST_DATABASE_URL);
const SHARED: Home = { tier: "shared" };
const SCHEMA: Home = { tier: "schema" };
const DATABASE: Home = { tier: "database", name: "guest" };
const THEME = { accent: "#123456", font: "inter", radius: "small", colorScheme: "light" } as const;
const ROUTES: readonly (readonly [string, Home, Home])[] = [
  ["shared to schema", SHARED, SCHEMA],
  ["schema to shared", SCHEMA, SHARED],
  ...(hasPostgres
    ? ([
        ["shared to database", SHARED, DATABASE],
        ["database to shared", DATABASE, SHARED],
        ["schema to database", SCHEMA, DATABASE],
        ["database to schema", DATABASE, SCHEMA],
      ] as const)
    : []),
];

let harness: Harness;
let guest: Awaited<ReturnType<typeof createGuestDatabase>> | undefined;
beforeAll(async () => {
  harness = await openHarness();
  if (hasPostgres) guest = await createGuestDatabase();
});
afterAll(async () => {
  await harness.close();
  await guest?.drop();
});

async function tenantAt(home: Home): Promise<MintedTenant> {
  const tenant = await harness.mintTenant();
  if (home.tier !== "shared") await go(tenant, home);
  return tenant;
}

const go = (tenant: MintedTenant, to: Home, onStep?: (step: MoveStep) => Promise<void>) =>
  move(harness, tenant, to, { ...(guest ? { url: guest.url } : {}), ...(onStep ? { onStep } : {}) });

/** Everything a person sees of the tenant's own things. */
async function contentOf(tenant: MintedTenant) {
  const ctx = tenant.ctx();
  return {
    branding: await getBranding.call(ctx, {}),
    bots: await listBots.call(ctx, {}),
    datasets: await listDatasets.call(ctx, {}),
  };
}

/** The plan would otherwise stop the writers. */
function withoutLimit({ tenant }: MintedTenant) {
  const key = { id: "unlimited", kind: "limit", key: "data_sets", window: "none", value: null };
  const data = { ...key, tenantId: tenant.id, reason: "test", createdAt: harness.clock.now() };
  return harness.ports.systemDb.client.entitlementOverride.create({ data });
}

const csv = (n: number) =>
  new Blob([`time,open,high,low,close\n2025-01-01,1,2,1,${1 + (n % 2)}\n2025-01-02,2,3,2,3\n`]).stream();

describe.each(ROUTES)("a move from %s", (_name, from, to) => {
  it("loses and doubles nothing, and leaves nothing behind", async () => {
    const [tenant, neighbour] = [await tenantAt(from), await harness.mintTenant()];
    await fillTenant(harness, tenant);
    await fillTenant(harness, neighbour);
    await updateBranding.call(tenant.ctx(), { companyName: "Moved & Co", theme: THEME });
    const [before, theirs] = [await contentOf(tenant), await contentOf(neighbour)];
    const { tables } = await go(tenant, to);
    expect(tables.find(({ table }) => table === "bot")).toMatchObject({ rows: 1 });
    expect(await contentOf(tenant)).toEqual(before);
    expect(await contentOf(neighbour)).toEqual(theirs);
    for (const table of DATA_TABLES) {
      const inPublic = await rowsOf(harness.ports, `public.${table}`, tenant.tenant.id);
      if (to.tier !== "shared") expect({ table, inPublic }).toEqual({ table, inPublic: 0 });
    }
    await updateBranding.call(tenant.ctx(), { companyName: "Works there", theme: THEME });
    expect((await getBranding.call(tenant.ctx(), {})).companyName).toBe("Works there");
  });

  it("goes on from wherever it was stopped", async () => {
    for (const step of MOVE_STEPS) {
      const tenant = await tenantAt(from);
      await fillTenant(harness, tenant);
      const before = await contentOf(tenant);
      await expect(go(tenant, to, stopAt(step))).rejects.toThrow(step);
      expect(await contentOf(tenant)).toEqual(before);
      await go(tenant, to);
      expect(await contentOf(tenant)).toEqual(before);
    }
  });

  it("undoes everything when it fails before the switch", async () => {
    for (const step of ["prepare", "copy", "hold", "switch"] as const) {
      const tenant = await tenantAt(from);
      await fillTenant(harness, tenant);
      const before = await contentOf(tenant);
      const fail = async (reached: MoveStep) => {
        if (reached === step) throw new Error("the disk is full");
      };
      await expect(go(tenant, to, fail)).rejects.toThrow("the disk is full");
      expect(await contentOf(tenant)).toEqual(before);
      await updateBranding.call(tenant.ctx(), { companyName: "Still writes", theme: THEME });
      if (to.tier === "shared") {
        expect(await rowsOf(harness.ports, "public.bot", tenant.tenant.id)).toBe(0);
      }
      const { rows } = await harness.ports.database
        .pool({ role: "owner" })
        .query("select 1 from pg_namespace where nspname = $1", [`tenant_${tenant.tenant.id}`]);
      expect(rows).toHaveLength(from.tier === "schema" ? 1 : 0);
    }
  });

  it("carries what is written meanwhile, and holds nobody for long", async () => {
    const tenant = await tenantAt(from);
    await fillTenant(harness, tenant);
    await withoutLimit(tenant);
    let isOver = false;
    const written: string[] = [];
    const writer = async (lane: number) => {
      for (let n = 0; (!isOver || n < 3) && n < 60; n++) {
        const name = `meanwhile ${lane} ${n}`;
        await importCandles.call(tenant.ctx(), { name, csv: csv(n + 1) });
        written.push(name);
        await listDatasets.call(tenant.ctx(), {});
      }
    };
    const writers = Promise.all([writer(1), writer(2), writer(3)]);
    await go(tenant, to).finally(() => {
      isOver = true;
    });
    await writers;
    const names = (await listDatasets.call(tenant.ctx(), {})).map(({ name }) => name);
    expect(names.toSorted()).toEqual([...written, "own"].toSorted());
  });
});

describe("a move", () => {
  it("is in the audit log, which still verifies", async () => {
    const tenant = await tenantAt(SCHEMA);
    expect(await verifyAudit.call(tenant.ctx(), {})).toMatchObject({ isIntact: true });
  });

  it("to where the tenant lives already is refused", async () => {
    const tenant = await tenantAt(SHARED);
    await expect(go(tenant, SHARED)).rejects.toMatchObject({ code: "conflict" });
  });

  it("that has not ended stands in the way of another", async () => {
    const tenant = await tenantAt(SHARED);
    await expect(go(tenant, SCHEMA, stopAt("clean"))).rejects.toThrow("clean");
    await expect(go(tenant, SHARED)).rejects.toMatchObject({ code: "conflict" });
    await go(tenant, SCHEMA);
    await go(tenant, SHARED);
  });

  it.runIf(!hasPostgres)("to a database of its own asks for PostgreSQL", async () => {
    const tenant = await tenantAt(SHARED);
    await expect(go(tenant, DATABASE)).rejects.toThrow(/needs PostgreSQL/);
  });
});
