import type { Ctx } from "#server/kernel/ctx.ts";
import { tokenHash } from "#server/platform/token.ts";
import { openConnectionByScim } from "./open-connection.ts";
import { changeConnection } from "./store.ts";

const USED_EVERY_MS = 60_000;

/** @returns the directory that a SCIM token speaks for at this tenant; null for any other token. */
export async function findScimClient(ctx: Ctx, token: string): Promise<{ connectionId: string } | null> {
  const connection = await openConnectionByScim(ctx, tokenHash(token));
  if (!connection) return null;
  const { id, scimUsedAt } = connection;
  const isStale = !scimUsedAt || ctx.now().getTime() - scimUsedAt.getTime() > USED_EVERY_MS;
  if (isStale) await changeConnection(ctx.db, id, { scimUsedAt: ctx.now() });
  return { connectionId: id };
}
