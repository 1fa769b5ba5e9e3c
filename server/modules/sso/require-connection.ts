import type { Ctx } from "#server/kernel/ctx.ts";
import { notFound } from "#server/kernel/errors.ts";
import { type Connection, findConnection } from "./store.ts";

/** @throws AppError `not_found` before single sign-on was set up. */
export async function requireConnection(ctx: Ctx): Promise<Connection> {
  const connection = await findConnection(ctx.db);
  if (!connection) throw notFound("Single sign-on of this workspace");
  return connection;
}
