import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { migrate } from "#server/platform/database/migrate.ts";
import { type Database, openPglite, openPostgres } from "#server/platform/database/open-database.ts";
import { openLog } from "#server/platform/log.ts";
import { openQueue } from "#server/platform/queue.ts";
import { localSignal } from "#server/platform/signal.ts";
import { databaseUrl, dropDatabase, onServer, TEST_SECRET } from "./server-database.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What every suite's database is a copy of: a file as PGlite dumps it, or the name of a database. */
    template: string;
  }
}

/** Makes the tables once a run; initdb in WebAssembly and the migrations would cost every suite some seconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? onPostgres(project, server) : onPglite(project);
}

async function onPglite(project: TestProject) {
  const folder = await mkdtemp(path.join(tmpdir(), "marque-template-"));
  const data = path.join(folder, "data");
  await fill(await openPglite(data));
  const pglite = await PGlite.create(data);
  const dump = await pglite.dumpDataDir("none");
  await pglite.close();
  await rm(data, { recursive: true });
  const file = path.join(folder, "template.tar");
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  project.provide("template", file);
  return () => rm(folder, { recursive: true });
}

async function onPostgres(project: TestProject, server: string) {
  const name = `marque_template_${process.pid}`;
  await onServer(server, `create database ${name}`);
  await fill(openPostgres(databaseUrl(server, name), TEST_SECRET, 4));
  project.provide("template", name);
  return () => dropDatabase(server, name);
}

/** Our tables, and the queue's. */
async function fill(database: Database): Promise<void> {
  await migrate(database, TEST_SECRET);
  const queue = await openQueue(database, localSignal(), openLog("silent"));
  await queue.close();
  await database.close();
}
