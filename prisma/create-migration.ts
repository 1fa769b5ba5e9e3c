/**
 * `npm run db:migration -- name`: writes the next migration, from the schema as it was at the last one
 * (`migrations/schema.prisma`, rewritten here) to the schema as it is. Row-level security comes with every new table;
 * what the schema language cannot say is added to the file by hand.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { openPglite } from "#server/platform/database/open-database.ts";
import { openSchemaEngine } from "#server/platform/database/schema-engine.ts";
import { rowLevelSecurity } from "./row-level-security.ts";

const SCHEMA = path.join(import.meta.dirname, "schema");
const MIGRATIONS = path.join(import.meta.dirname, "migrations");
const LAST = path.join(MIGRATIONS, "schema.prisma");

const [name] = process.argv.slice(2);
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  throw new Error("Name the migration in snake_case: npm run db:migration -- add_members");
}
const schema = await readSchema();
const script = await scriptBetween(await readFile(LAST, "utf8"), schema);
if (!script || script.includes("This is an empty migration")) {
  throw new Error("The schema says nothing that the migrations do not make.");
}
const entries = await readdir(MIGRATIONS, { withFileTypes: true });
const number = entries.filter((entry) => entry.isDirectory()).length + 1;
const target = path.join(MIGRATIONS, `${String(number).padStart(4, "0")}_${name}`);
await mkdir(target, { recursive: true });
await writeFile(path.join(target, "migration.sql"), `${script}${rowLevelSecurity(script)}\n`);
await writeFile(LAST, schema);
process.stdout.write(`${target}/migration.sql\n`);

async function readSchema(): Promise<string> {
  const names = (await readdir(SCHEMA)).filter((file) => file.endsWith(".prisma")).toSorted();
  return (await Promise.all(names.map((file) => readFile(path.join(SCHEMA, file), "utf8")))).join("\n");
}

async function scriptBetween(before: string, after: string): Promise<string | null> {
  const target = (content: string) => ({
    tag: "schemaDatamodel" as const,
    files: [{ path: "schema.prisma", content }],
  });
  const database = await openPglite("memory");
  const engine = await openSchemaEngine(new PrismaPg(database.pool({ role: "owner" })));
  const { stdout } = await engine.diff({
    from: target(before),
    to: target(after),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  await database.close();
  return stdout;
}
