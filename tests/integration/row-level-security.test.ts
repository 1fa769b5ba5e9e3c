import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Harness, type MintedTenant, openHarness } from "#tests/support/harness.ts";

let harness: Harness;
let mine: MintedTenant;
let theirs: MintedTenant;
beforeAll(async () => {
  harness = await openHarness();
  mine = await harness.mintTenant();
  theirs = await harness.mintTenant();
});
afterAll(() => harness.close());

const rows = async (sql: string) => (await harness.ports.database.pool({ role: "owner" }).query(sql)).rows;
const asTenant = (sql: string, values: unknown[] = []) =>
  harness.ports.database.pool({ role: "tenant", tenantId: mine.tenant.id }).query(sql, values);

describe("the schema", () => {
  it("enables and forces row-level security on every table of ours", async () => {
    const tables = await rows(`
      select relname, relrowsecurity, relforcerowsecurity from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations'`);
    expect(tables.length).toBeGreaterThan(8);
    expect(tables.filter((table) => !table.relrowsecurity || !table.relforcerowsecurity)).toEqual([]);
  });

  it("gives every table with a tenant_id a policy that reads and checks it, and a key that starts with it", async () => {
    const open = await rows(`
      select c.table_name from information_schema.columns c
      where c.table_schema = 'public' and c.column_name = 'tenant_id' and not exists (
        select 1 from pg_policies p where p.tablename = c.table_name and p.roles = '{marque_app}'
          and p.qual like '%tenant_id%app.tenant_id%' and p.with_check = p.qual)`);
    expect(open).toEqual([]);
    const loose = await rows(`
      select c.table_name from information_schema.columns c
      where c.table_schema = 'public' and c.column_name = 'tenant_id' and not exists (
        select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where i.indrelid = c.table_name::regclass and i.indisprimary and a.attname = 'tenant_id')`);
    expect(loose).toEqual([]);
  });

  it("lets no foreign key between tenant tables leave the tenant", async () => {
    const loose = await rows(`
      select conname from pg_constraint f
      where contype = 'f' and connamespace = 'public'::regnamespace
        and exists (select 1 from pg_attribute where attrelid = f.confrelid and attname = 'tenant_id')
        and not exists (select 1 from pg_attribute a
          where a.attrelid = f.conrelid and a.attname = 'tenant_id' and a.attnum = any (f.conkey))`);
    expect(loose).toEqual([]);
  });

  it("has app roles that can neither bypass nor own, and no view that would", async () => {
    const roles = await rows(
      "select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname like 'marque\\_%'",
    );
    expect(roles).toHaveLength(2);
    expect(roles.filter((role) => role.rolsuper || role.rolbypassrls || role.rolcreaterole)).toEqual([]);
    expect(await rows("select tablename from pg_tables where tableowner like 'marque\\_%'")).toEqual([]);
    expect(await rows("select viewname from pg_views where schemaname = 'public'")).toEqual([]);
  });
});

describe("a tenant's connection", () => {
  it("sees its own rows only, whatever it asks for", async () => {
    const { rows: tenants } = await asTenant("select id from tenant");
    expect(tenants).toEqual([{ id: mine.tenant.id }]);
    const { rows: audit } = await asTenant("select distinct tenant_id from audit_log");
    expect(audit).toEqual([{ tenant_id: mine.tenant.id }]);
    const { rows: users } = await asTenant("select email from app_user");
    expect(users).toEqual([{ email: mine.email }]);
  });

  it("can neither plant a row at a neighbour nor move one there", async () => {
    await expect(
      asTenant("insert into demo_account (tenant_id, id, balances) values ($1, 'x', '{}')", [
        theirs.tenant.id,
      ]),
    ).rejects.toThrow(/row-level security/);
    await asTenant("insert into demo_account (id, balances) values ('mine', '{}')");
    await expect(asTenant("update demo_account set tenant_id = $1", [theirs.tenant.id])).rejects.toThrow(
      /row-level security/,
    );
    expect(
      (await asTenant("update demo_account set id = 'y' where tenant_id = $1", [theirs.tenant.id])).rowCount,
    ).toBe(0);
  });

  it.each([
    "delete from audit_log",
    "truncate domain",
    "select * from session",
    "update audit_log set verb = 'x'",
    "update domain set verified_at = now()",
  ])("may not %s", async (sql) => {
    await expect(asTenant(sql)).rejects.toThrow(/permission denied/);
  });

  it("turns red when a policy is missing: without it the neighbours would show", async () => {
    const owner = harness.ports.database.pool({ role: "owner" });
    const count = async () => Number((await asTenant("select count(*) from membership")).rows[0].count);
    expect(await count()).toBe(1);
    await owner.query("alter table membership disable row level security");
    const unguarded = await count();
    await owner.query("alter table membership enable row level security");
    expect(unguarded).toBeGreaterThan(1);
  });
});
