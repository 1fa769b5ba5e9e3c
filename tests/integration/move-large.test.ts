import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, openHarness } from "#tests/support/harness.ts";
import { move, rowsOf } from "#tests/support/tiers.ts";

const ROWS = 200_000;
const MAX_WAIT_MS = 3_000;

describe.runIf(process.env.TEST_DATABASE_URL)("a tenant with 200,000 rows", () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness();
  });
  afterAll(() => harness.close());

  it("is moved while it writes, updates and deletes, and no write waits for the rows to be hashed", async () => {
    const { tenant, ...rest } = await harness.mintTenant();
    const system = harness.ports.database.pool({ role: "system" });
    await system.query("insert into demo_account (tenant_id, id, balances) values ($1, 'big', '{}')", [
      tenant.id,
    ]);
    await system.query(
      `insert into demo_order (tenant_id, account_id, client_order_id, status, body)
       select $1, 'big', 'o' || n, 'filled', jsonb_build_object('n', n) from generate_series(1, $2::int) n`,
      [tenant.id, ROWS],
    );
    const { transaction } = harness.ports.tenantDb(tenant.id);
    const where = (n: number) => ({ accountId: "big", clientOrderId: `o${n}` });
    let isOver = false;
    let writes = 0;
    let longest = 0;
    const writer = async () => {
      while (!isOver) {
        writes++;
        const begun = performance.now();
        await transaction(async (db) => {
          await db.demoOrder.updateMany({ where: where(writes * 2), data: { status: "changed" } });
          await db.demoOrder.deleteMany({ where: where(writes * 2 + 1) });
          const row = { tenantId: tenant.id, ...where(ROWS + writes), status: "new", body: {} };
          await db.demoOrder.create({ data: row });
        }, "data");
        longest = Math.max(longest, performance.now() - begun);
      }
    };
    const writing = writer();
    await move(harness, { tenant, ...rest }, { tier: "schema" }).finally(() => {
      isOver = true;
    });
    await writing;
    process.stderr.write(`${writes} writes meanwhile, the longest ${longest.toFixed(0)} ms\n`);
    expect(longest).toBeLessThan(MAX_WAIT_MS);
    const { client } = harness.ports.tenantDb(tenant.id);
    expect(await client.demoOrder.count()).toBe(ROWS);
    expect(await client.demoOrder.count({ where: { status: "changed" } })).toBe(writes);
    expect(await client.demoOrder.count({ where: { status: "new" } })).toBe(writes);
    expect(await rowsOf(harness.ports, "public.demo_order", tenant.id)).toBe(0);
  }, 240_000);
});
