import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "#server/catalogue.ts";
import { isAppError } from "#server/kernel/errors.ts";
import { homeOf } from "#server/modules/tenancy/index.ts";
import { placeOf } from "#server/platform/database/move/home-row.ts";
import { inTransaction, tableAt } from "#server/platform/database/move/place.ts";
import { DATA_TABLES, type Home } from "#server/platform/database/planes.ts";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";
import { createGuestDatabase, move } from "#tests/support/tiers.ts";
import { type Belongings, fillTenant, ID_FIELDS, SAMPLES } from "./isolation-samples.ts";

const hasPostgres = Boolean(process.env.TEST_DATABASE_URL);
const SHARED: Home = { tier: "shared" };
const SCHEMA: Home = { tier: "schema" };
const DATABASE: Home = { tier: "database", name: "guest" };
/** Where the one who asks lives, and where the neighbour does. */
const PAIRS: readonly (readonly [string, Home, Home])[] = [
  ["both in schemas", SCHEMA, SCHEMA],
  ["one shared, the neighbour in a schema", SHARED, SCHEMA],
  ...(hasPostgres
    ? ([
        ["both in one database", DATABASE, DATABASE],
        ["one in a database, the neighbour shared", DATABASE, SHARED],
      ] as const)
    : []),
];

const tenantVerbs = catalogue.filter((verb) => verb.scope === "tenant");

describe.each(PAIRS)("every tenant verb, %s", (_name, mineAt, theirsAt) => {
  let harness: Harness;
  let guest: Awaited<ReturnType<typeof createGuestDatabase>> | undefined;
  let mine: MintedTenant;
  let theirs: MintedTenant;
  let belongings: Belongings;
  beforeAll(async () => {
    harness = await openHarness();
    if (hasPostgres) guest = await createGuestDatabase();
    mine = await tenantAt(mineAt);
    theirs = await tenantAt(theirsAt, "neighbour");
    await fillTenant(harness, mine);
    belongings = await fillTenant(harness, theirs);
  });
  afterAll(async () => {
    await harness.close();
    await guest?.drop();
  });

  async function tenantAt(home: Home, slug?: string): Promise<MintedTenant> {
    const tenant = await harness.mintTenant(slug);
    if (home.tier !== "shared") await move(harness, tenant, home, guest ? { url: guest.url } : {});
    return tenant;
  }

  /** Every row of the tenant's own tables where it lives, and of every table of the control database. */
  async function stateOf(tenantId: string): Promise<string> {
    const { database, homes } = harness.ports;
    const place = await placeOf(homes, tenantId, await homeOf(harness.ports, tenantId));
    const sql = (table: string) =>
      `select coalesce(json_agg(t order by t::text), '[]')::text as all from ${table} t where tenant_id = $1`;
    const hash = createHash("sha256");
    await inTransaction(place.database, async (query) => {
      for (const table of DATA_TABLES) {
        hash.update(table).update((await query(sql(tableAt(place, table)), [tenantId])).rows[0].all);
      }
    });
    const pool = database.pool({ role: "system" });
    const { rows } = await pool.query(
      "select table_name as name from information_schema.columns where column_name = 'tenant_id' and table_schema = 'public' order by 1",
    );
    for (const { name } of rows) {
      hash.update(name).update((await pool.query(sql(`public."${name}"`), [tenantId])).rows[0].all);
    }
    return hash.digest("hex");
  }

  it.each(tenantVerbs.map((verb) => [verb.verb, verb] as const))(
    "%s, given a neighbour's ids, finds nothing and changes nothing of theirs",
    async (name, verb) => {
      const input = SAMPLES[name]?.(belongings) ?? {};
      const before = await stateOf(theirs.tenant.id);
      const outcome = await verb.call(mine.ctx(), input).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      expect(await stateOf(theirs.tenant.id)).toBe(before);
      if (ID_FIELDS.test(JSON.stringify(input))) {
        const error = "error" in outcome ? outcome.error : null;
        expect(["not_found", "invalid_input"]).toContain(isAppError(error) ? error.code : String(error));
      }
      expect(JSON.stringify(outcome)).not.toContain(theirs.tenant.id);
    },
  );
});
