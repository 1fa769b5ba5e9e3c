import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { openPostgres } from "#server/platform/database/open-database.ts";
import { isDatabaseKnown } from "./rehome-store.ts";

/**
 * Asks a database whether it answers its owner, so that a wrong address is known before a move begins.
 * @throws AppError `unprocessable` with what was wrong
 */
export async function probeDatabase(
  { ports: { homes, authSecret }, db }: PlatformCtx,
  name: string,
  url: string | undefined,
): Promise<void> {
  if (!url && !(await isDatabaseKnown(db, name))) {
    throw new AppError("unprocessable", `No database is known by the name ${name}: give its address.`);
  }
  try {
    const database = url ? openPostgres(url, authSecret, 1, { part: "guest" }) : await homes.open(name);
    const asked = database.pool({ role: "owner" }).query("select 1");
    await (url ? asked.finally(() => database.close()) : asked);
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new AppError("unprocessable", `The database ${name} does not answer: ${reason}`);
  }
}
