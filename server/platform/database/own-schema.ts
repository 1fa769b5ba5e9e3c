import pg from "pg";
import type { Database } from "./open-database.ts";

export const schemaOf = (tenantId: string): string => `tenant_${tenantId}`;

export async function dropSchema(database: Database, schema: string): Promise<void> {
  await database
    .pool({ role: "owner" })
    .query(`drop schema if exists ${pg.escapeIdentifier(schema)} cascade`);
}
