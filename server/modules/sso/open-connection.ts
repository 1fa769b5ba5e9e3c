import type { Ctx } from "#server/kernel/ctx.ts";
import { readEntitlements } from "../entitlements/index.ts";
import { type Connection, findConnection, findConnectionByScimToken } from "./store.ts";

/** The connection that people sign in by now: switched on, and part of what the tenant pays for. */
export async function openConnection(ctx: Ctx): Promise<Connection | null> {
  const connection = await findConnection(ctx.db);
  return connection?.isEnabled && (await isPaidFor(ctx)) ? connection : null;
}

async function isPaidFor(ctx: Ctx): Promise<boolean> {
  const { capabilities } = await readEntitlements(ctx);
  return capabilities.some(({ key, isGranted }) => key === "sso" && isGranted);
}

/** Provisioning runs before anybody can sign in: the connection need not be switched on, only paid for. */
export async function openConnectionByScim(ctx: Ctx, scimTokenHash: string): Promise<Connection | null> {
  const connection = await findConnectionByScimToken(ctx.db, scimTokenHash);
  return connection && (await isPaidFor(ctx)) ? connection : null;
}
