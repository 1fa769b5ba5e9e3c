/**
 * `npm run db:migration`: writes prisma/migrations/0001_init from the schema. Until the first release there is one
 * migration, rewritten with the schema; row-level security is derived, so no table can be added without it.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { openPglite } from "#server/platform/database/open-database.ts";
import { openSchemaEngine } from "#server/platform/database/schema-engine.ts";
import { rowLevelSecurity } from "./row-level-security.ts";

const SCHEMA = path.join(import.meta.dirname, "schema");
const TARGET = path.join(import.meta.dirname, "migrations/0001_init");

const names = (await readdir(SCHEMA)).filter((name) => name.endsWith(".prisma"));
const files = await Promise.all(
  names.toSorted().map(async (name) => ({
    path: path.join(SCHEMA, name),
    content: await readFile(path.join(SCHEMA, name), "utf8"),
  })),
);
const database = await openPglite("memory");
const engine = await openSchemaEngine(new PrismaPg(database.pool({ role: "owner" })));
const { stdout } = await engine.diff({
  from: { tag: "empty" },
  to: { tag: "schemaDatamodel", files },
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});
await database.close();
if (!stdout) throw new Error("The schema engine returned no script.");
const extra = await readFile(path.join(import.meta.dirname, "extra.sql"), "utf8");
await mkdir(TARGET, { recursive: true });
await writeFile(path.join(TARGET, "migration.sql"), `${stdout}\n${rowLevelSecurity(stdout)}\n\n${extra}`);
process.stdout.write(`${path.join(TARGET, "migration.sql")}\n`);
