import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { importCandles, listDatasets } from "#server/modules/market-data/index.ts";
import { homeOf } from "#server/modules/tenancy/index.ts";
import { compareRows } from "#server/platform/database/move/compare-rows.ts";
import { placeOf } from "#server/platform/database/move/home-row.ts";
import { inTransaction } from "#server/platform/database/move/place.ts";
import { DATA_TABLES, type Home } from "#server/platform/database/planes.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { createGuestDatabase, move } from "#tests/support/tiers.ts";
import { type MovingProcess, moveInProcess } from "#tests/support/tiers-process.ts";
import { fillTenant } from "./isolation-samples.ts";

/** A second process needs a server; the embedded database belongs to one. */
const hasPostgres = Boolean(process.env.TEST_DATABASE_URL);
const SHARED: Home = { tier: "shared" };
const SCHEMA: Home = { tier: "schema" };
const DATABASE: Home = { tier: "database", name: "guest" };
const ROUTES = [
  ["shared to schema", SHARED, SCHEMA],
  ["database to shared", DATABASE, SHARED],
] as const;
const ROWS = 5_000;

let harness: Harness;
let guest: Awaited<ReturnType<typeof createGuestDatabase>>;
const processes: MovingProcess[] = [];
describe.runIf(hasPostgres)("a process that moves a tenant", () => {
  beforeAll(async () => {
    harness = await openHarness();
    guest = await createGuestDatabase();
  });
  afterEach(() => Promise.all(processes.splice(0).map((each) => each.kill())));
  afterAll(async () => {
    await harness.close();
    await guest.drop();
  });

  async function tenantAt(home: Home): Promise<MintedTenant> {
    const tenant = await harness.mintTenant();
    await fillTenant(harness, tenant);
    await plantOrders(tenant, ROWS);
    if (home.tier !== "shared") await go(tenant, home);
    return tenant;
  }

  const go = (tenant: MintedTenant, to: Home) => move(harness, tenant, to, { url: guest.url });

  /** The lock of a killed process ends when the server notices. */
  const resume = (tenant: MintedTenant, to: Home) =>
    vi.waitFor(() => go(tenant, to), { timeout: 20_000, interval: 100 });

  function start(tenant: MintedTenant, to: Home, step: string): MovingProcess {
    const child = moveInProcess(harness, tenant, to, { step, url: guest.url });
    processes.push(child);
    return child;
  }

  const homeNow = (tenant: MintedTenant) => homeOf(harness.ports, tenant.tenant.id);

  /** Counts and hashes of all that the tenant has where it lives. */
  async function contentOf({ tenant }: MintedTenant) {
    const place = await placeOf(harness.ports.homes, tenant.id, await homeOf(harness.ports, tenant.id));
    return inTransaction(place.database, (query) => {
      const at = { query, schema: place.schema };
      return compareRows(at, at, DATA_TABLES, tenant.id);
    });
  }

  describe.each(ROUTES)("from %s", (_name, from, to) => {
    it.each(["prepare", "copy", "hold", "switch", "drain", "clean"])(
      "and is killed at the step %s loses nothing, and the move goes on",
      async (step) => {
        const tenant = await tenantAt(from);
        const before = await contentOf(tenant);
        const child = start(tenant, to, step);
        await child.saw(step);
        await child.kill();
        expect(await contentOf(tenant)).toEqual(before);
        await resume(tenant, to);
        expect(await homeNow(tenant)).toEqual(to);
        expect(await contentOf(tenant)).toEqual(before);
      },
    );

    it("and is killed while it copies, or while it waits for a writer, has changed nothing", async () => {
      const tenant = await tenantAt(from);
      const before = await contentOf(tenant);
      const copying = start(tenant, to, "hold");
      await copying.saw("copy");
      await copying.kill();
      expect(await contentOf(tenant)).toEqual(before);
      await resume(tenant, to);
      expect(await contentOf(tenant)).toEqual(before);
    });
  });

  it("and is killed between lock and commit of the switch has not switched", async () => {
    const tenant = await tenantAt(SHARED);
    const before = await contentOf(tenant);
    const child = start(tenant, SCHEMA, "switch");
    await child.saw("switch");
    const blocker = await writerOf(tenant);
    child.goOn();
    await waitsForLock();
    await child.kill();
    await blocker.end();
    expect(await homeNow(tenant)).toEqual(SHARED);
    expect(await contentOf(tenant)).toEqual(before);
    await importOne(tenant, "writes again");
    await resume(tenant, SCHEMA);
    expect((await listDatasets.call(tenant.ctx(), {})).map(({ name }) => name)).toContain("writes again");
  });

  it("keeps a second one out", async () => {
    const tenant = await tenantAt(SHARED);
    const child = start(tenant, SCHEMA, "hold");
    await child.saw("hold");
    await expect(go(tenant, SCHEMA)).rejects.toMatchObject({ code: "conflict" });
    child.goOn();
    await child.saw("done");
    expect(await homeNow(tenant)).toEqual(SCHEMA);
  });

  it.each(["prepare", "copy", "hold", "switch", "drain", "clean"])(
    "that slept at the step %s, while another ended its move, changes nothing when it wakes",
    async (step) => {
      const tenant = await tenantAt(SHARED);
      const stale = start(tenant, SCHEMA, step);
      await stale.saw(step);
      await loseConnections(tenant);
      await resume(tenant, SCHEMA);
      await importOne(tenant, "written at the new home");
      const before = await contentOf(tenant);
      stale.goOn();
      expect(await stale.saw("refused")).toMatch(/Another process|lives there|terminat|connection/i);
      expect(await homeNow(tenant)).toEqual(SCHEMA);
      expect(await contentOf(tenant)).toEqual(before);
      await go(tenant, SHARED);
      expect(await contentOf(tenant)).toEqual(before);
    },
  );

  it("makes a writer of the last moment wait, and write at the new home", async () => {
    const tenant = await tenantAt(SHARED);
    const child = start(tenant, SCHEMA, "switch");
    await child.saw("switch");
    const blocker = await writerOf(tenant);
    child.goOn();
    await waitsForLock();
    const written = importOne(tenant, "of the last moment");
    await blocker.end();
    await child.saw("done");
    await written;
    expect(await homeNow(tenant)).toEqual(SCHEMA);
    expect((await listDatasets.call(tenant.ctx(), {})).map(({ name }) => name)).toContain(
      "of the last moment",
    );
  });

  async function plantOrders({ tenant }: MintedTenant, rows: number): Promise<void> {
    const system = harness.ports.database.pool({ role: "system" });
    await system.query("insert into demo_account (tenant_id, id, balances) values ($1, 'big', '{}')", [
      tenant.id,
    ]);
    await system.query(
      `insert into demo_order (tenant_id, account_id, client_order_id, status, body)
       select $1, 'big', 'o' || n, 'filled', jsonb_build_object('n', n) from generate_series(1, $2::int) n`,
      [tenant.id, rows],
    );
  }

  const csv = () => new Blob(["time,open,high,low,close\n2025-01-01,1,2,1,2\n2025-01-02,2,3,2,3\n"]).stream();
  async function importOne(tenant: MintedTenant, name: string): Promise<void> {
    const key = { id: "unlimited", kind: "limit", key: "data_sets", window: "none", value: null };
    const data = { ...key, tenantId: tenant.tenant.id, reason: "test", createdAt: harness.clock.now() };
    await harness.ports.systemDb.client.entitlementOverride.create({ data });
    await importCandles.call(tenant.ctx(), { name, csv: csv() });
  }

  /** A writing transaction that stays open, so that the switch has to wait. */
  async function writerOf({ tenant }: MintedTenant): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: harness.ports.env.DATABASE_URL });
    await client.connect();
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock_shared(hashtextextended('home:' || $1, 0))", [
      tenant.id,
    ]);
    return client;
  }

  const owner = () => harness.ports.database.pool({ role: "owner" });

  const waitsForLock = () =>
    vi.waitFor(
      async () => {
        const { rows } = await owner().query(
          "select 1 from pg_locks where locktype = 'advisory' and not granted",
        );
        expect(rows).toHaveLength(1);
      },
      { timeout: 10_000, interval: 20 },
    );

  /** As when a machine slept for long: the server has given its connections up, and with them its lock. */
  async function loseConnections({ tenant }: MintedTenant): Promise<void> {
    const sql = `select pg_terminate_backend(pid) from pg_locks join pg_database on oid = database
      where locktype = 'advisory' and granted and datname = current_database() and objsubid = 1
        and (classid::bigint << 32 | objid::bigint) = hashtextextended('move:' || $1, 0)`;
    const { rows } = await owner().query(sql, [tenant.id]);
    expect(rows).toHaveLength(1);
  }
});
