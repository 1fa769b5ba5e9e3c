import { randomUUID } from "node:crypto";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { migrate } from "#server/platform/database/migrate.ts";
import { openPglite, openPostgres } from "#server/platform/database/open-database.ts";
import { TEST_SECRET } from "#tests/support/database.ts";

const server = process.env.TEST_DATABASE_URL;

describe("migrating", () => {
  it("refuses roles that could lift row-level security", async () => {
    const database = await openPglite("memory");
    await database.pool({ role: "owner" }).query("create role marque_app bypassrls");
    await expect(migrate(database, TEST_SECRET)).rejects.toThrow("marque_app may do too much");
    await database.close();
  });

  it.runIf(server)("needs no superuser, only an owner who may create roles", async () => {
    const name = `owner_${randomUUID().replaceAll("-", "")}`;
    const admin = new pg.Client({ connectionString: server });
    await admin.connect();
    await admin.query(`create role ${name} login createrole password 'secret'`);
    await admin.query(`create database ${name} owner ${name}`);
    const url = new URL(server ?? "");
    url.pathname = `/${name}`;
    url.username = name;
    url.password = "secret";
    const database = openPostgres(url.href, TEST_SECRET, 2);
    try {
      expect(await migrate(database, TEST_SECRET)).not.toEqual([]);
      const seen = await database
        .pool({ role: "system" })
        .query("select current_user::text as role from tenant");
      expect(seen.rows).toEqual([]);
    } finally {
      await database.close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.query(`drop role ${name}`);
      await admin.end();
    }
  });
});
