import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { ENTER_TENANT } from "./enter-tenant.ts";
import { raiseSchemas } from "./home-schema.ts";
import { type Database, rolePassword } from "./open-database.ts";
import { MIGRATIONS, readMigrations } from "./read-migrations.ts";
import { openSchemaEngine } from "./schema-engine.ts";
import { APP_ROLE, SYSTEM_ROLE } from "./scope.ts";

/** Applies what is pending with Prisma's own engine, then gives the login roles their passwords. */
export async function migrate(database: Database, secret: string): Promise<string[]> {
  const owner = database.pool({ role: "owner" });
  await owner.query(createRoles(database.kind, secret));
  const engine = await openSchemaEngine(new PrismaPg(owner));
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(MIGRATIONS),
      filters: { externalTables: [], externalEnums: [] },
    });
    for (const statement of ENTER_TENANT) await owner.query(statement);
    await raiseSchemas(database);
    return appliedMigrationNames;
  } finally {
    engine.free();
  }
}

/**
 * Roles belong to the whole server, so two databases may race to create them: the loser goes on. What a role may do
 * is checked, not altered, because only a superuser could and the owner need not be one.
 */
function createRoles(kind: Database["kind"], secret: string): string {
  const statements = [APP_ROLE, SYSTEM_ROLE].map((role) => {
    const password = pg.escapeLiteral(rolePassword(role, secret));
    return `
      begin create role ${role}; exception when duplicate_object or unique_violation then null; end;
      if exists (select from pg_roles where rolname = '${role}'
                 and (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole)) then
        raise exception 'The role ${role} may do too much: alter it to NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE.';
      end if;
      ${kind === "postgres" ? `alter role ${role} LOGIN PASSWORD ${password};` : ""}`;
  });
  return `do $roles$ begin perform pg_advisory_xact_lock(7246021); ${statements.join("")} end $roles$`;
}
