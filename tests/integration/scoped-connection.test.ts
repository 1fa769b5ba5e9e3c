import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openHomes } from "#server/platform/database/homes.ts";
import { type Database, openPostgres } from "#server/platform/database/open-database.ts";
import { bindDatabases, type Databases } from "#server/platform/database/tenant-db.ts";
import { openTestDatabase, TEST_SECRET, type TestDatabase } from "#tests/support/database.ts";

/** One connection for every tenant: what one leaves on it, the next would find. */
let test: TestDatabase;
let database: Database;
let databases: Databases;
beforeAll(async () => {
  test = await openTestDatabase();
  database = test.url ? openPostgres(test.url, TEST_SECRET, 1) : test.database;
  databases = bindDatabases(
    openHomes({ control: database, urlOf: () => Promise.reject(new Error("none")), secret: TEST_SECRET }),
  );
  const system = database.pool({ role: "system" });
  for (const tenant of ["a", "b"]) {
    await system.query("insert into demo_account (tenant_id, id, balances) values ($1, 'main', '{}')", [
      tenant,
    ]);
  }
});
afterAll(async () => {
  queries.mockRestore();
  if (test.url) await database.close();
  await test.close();
});

const db = (tenantId: string) => databases.tenantDb(tenantId);
const key = (tenantId: string) => ({ where: { tenantId_id: { tenantId, id: "main" } } });
const seenBy = async (tenantId: string) =>
  (await db(tenantId).client.demoAccount.findMany()).map((row) => row.tenantId);

const queries = vi.spyOn(pg.Client.prototype, "query");

/** What is set on the connection that tenants have used, asked without entering. */
async function leftOver(): Promise<unknown> {
  await seenBy("a");
  const clients = queries.mock.contexts.filter((each) => each instanceof pg.Client);
  const client = clients.findLast(({ user }) => user !== "marque_system");
  queries.mockClear();
  const sql = `select nullif(current_setting('app.tenant_id', true), '') as tenant,
    current_setting('search_path') as path, current_user = session_user as "isSelf"`;
  return (await client?.query(sql))?.rows[0];
}
const NOTHING = { tenant: null, path: expect.stringMatching(/^("\$user", )?public$/), isSelf: true };

const FAILURES: readonly (readonly [string, (tenantId: string) => Promise<unknown>])[] = [
  ["a statement fails", (id) => db(id).client.$queryRaw`select 1 / 0`],
  ["a statement does not parse", (id) => db(id).client.$queryRaw`selec nothing`],
  [
    "a key is taken",
    (id) => db(id).client.demoAccount.create({ data: { tenantId: id, id: "main", balances: {} } }),
  ],
  [
    "a transaction is aborted by a statement",
    (id) =>
      db(id).transaction(async (tx) => {
        await tx.demoAccount.findMany();
        await tx.$queryRaw`select 1 / 0`;
      }),
  ],
  [
    "a transaction goes on after its statement failed",
    (id) =>
      db(id).transaction(async (tx) => {
        await tx.$queryRaw`select 1 / 0`.catch(() => {});
        return tx.demoAccount.findMany();
      }),
  ],
  ["a transaction's own code throws", (id) => db(id).transaction(() => Promise.reject(new Error("no")))],
  [
    "one of several reads in a transaction fails",
    (id) =>
      db(id).transaction((tx) =>
        Promise.all([tx.demoAccount.findMany(), tx.$queryRaw`select 1 / 0`, tx.demoAccount.count()]),
      ),
  ],
  [
    "a row would be planted at a neighbour",
    (id) => db(id).client.demoAccount.create({ data: { tenantId: "c", id: "planted", balances: {} } }),
  ],
];

describe("on a single connection", () => {
  it("two tenants take turns and see their own rows", async () => {
    const turns = Array.from({ length: 80 }, (_, n) => (n % 2 === 0 ? "a" : "b"));
    const seen = await Promise.all(turns.map((tenantId) => seenBy(tenantId)));
    expect(seen).toEqual(turns.map((tenantId) => [tenantId]));
  });

  it("reads by key of the same tick are not answered from each other's rows", async () => {
    const both = ["a", "b", "a", "b"].map((id) => db(id).client.demoAccount.findUnique(key(id)));
    expect((await Promise.all(both)).map((row) => row?.tenantId)).toEqual(["a", "b", "a", "b"]);
    const crossed = [
      db("a").client.demoAccount.findUnique(key("b")),
      db("b").client.demoAccount.findUnique(key("a")),
    ];
    expect(await Promise.all(crossed)).toEqual([null, null]);
  });

  it.each(FAILURES)("nothing is left over when %s", async (_, fail) => {
    await expect(fail("a")).rejects.toThrow();
    expect(await leftOver()).toEqual(NOTHING);
    expect(await Promise.all([seenBy("b"), seenBy("a"), seenBy("b")])).toEqual([["b"], ["a"], ["b"]]);
    await Promise.all([fail("a").catch(() => {}), fail("b").catch(() => {})]);
    expect(await Promise.all([seenBy("b"), seenBy("nobody"), seenBy("a")])).toEqual([["b"], [], ["a"]]);
  });

  it("a tenant set for the whole session by raw SQL lasts for no other statement", async () => {
    await db("a").client.$queryRaw`select set_config('app.tenant_id', 'b', false)`;
    expect(await seenBy("a")).toEqual(["a"]);
    expect(await seenBy("nobody")).toEqual([]);
    await db("a").client.$executeRaw`reset app.tenant_id`;
  });

  it("a transaction's client is of no use once the transaction is over", async () => {
    const escaped = await db("a").transaction(async (tx) => ({ tx }));
    await expect(escaped.tx.demoAccount.findMany()).rejects.toThrow(/closed|already/i);
    expect(await seenBy("b")).toEqual(["b"]);
  });

  it("a savepoint that is rolled back leaves the transaction its tenant", async () => {
    await db("a").transaction(async (tx) => {
      await tx.$executeRaw`savepoint here`;
      await tx.$queryRaw`select 1 / 0`.catch(() => {});
      await tx.$executeRaw`rollback to savepoint here`;
      expect((await tx.demoAccount.findMany()).map((row) => row.tenantId)).toEqual(["a"]);
    });
    expect(await leftOver()).toEqual(NOTHING);
  });

  it.runIf(process.env.TEST_DATABASE_URL)("a cancelled statement leaves nothing", async () => {
    const slow = db("a").transaction(async (tx) => {
      await tx.$executeRaw`set local statement_timeout = 30`;
      await tx.$queryRaw`select pg_sleep(5)::text`;
    });
    await expect(slow).rejects.toThrow(/timeout/);
    expect(await leftOver()).toEqual(NOTHING);
    expect(await seenBy("b")).toEqual(["b"]);
  });

  it.runIf(process.env.TEST_DATABASE_URL)(
    "a connection that dies in a transaction is not used again",
    async () => {
      const dying = db("a").transaction(async (tx) => {
        const rows = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
        await database.pool({ role: "owner" }).query("select pg_terminate_backend($1)", [rows[0]?.pid]);
        await tx.demoAccount.findMany();
      });
      await expect(dying).rejects.toThrow();
      expect(await seenBy("b")).toEqual(["b"]);
    },
  );
});
