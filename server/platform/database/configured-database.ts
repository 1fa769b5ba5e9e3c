import path from "node:path";
import { lockDataDirectory } from "../data-lock.ts";
import type { Env } from "../env.ts";
import { type Database, openPglite, openPostgres } from "./open-database.ts";

/** PostgreSQL where DATABASE_URL names one, else the embedded database under DATA_DIR. */
export function openConfiguredDatabase(env: Env, secret: string): Promise<Database> {
  if (env.DATABASE_URL) {
    return Promise.resolve(openPostgres(env.DATABASE_URL, secret, env.DATABASE_POOL_SIZE));
  }
  lockDataDirectory(env.DATA_DIR);
  return openPglite(path.join(env.DATA_DIR, "database"));
}
