import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Ports } from "#server/kernel/ctx.ts";
import { platformCtx } from "#server/modules/audit/index.ts";
import { type MoveReport, rehomeTenant } from "#server/modules/placement/index.ts";
import { Interrupted, type MoveStep } from "#server/platform/database/move/move-rows.ts";
import type { Home } from "#server/platform/database/planes.ts";
import type { Harness, MintedTenant } from "./harness.ts";

/** Databases of another that tenants are moved to; dropped again at the end. */
export async function createGuestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL ?? "";
  const name = `marque_guest_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}

export function move(
  { ports }: Pick<Harness, "ports">,
  { tenant }: MintedTenant,
  to: Home,
  options: { url?: string; onStep?(step: MoveStep): Promise<void> } = {},
): Promise<MoveReport> {
  const ctx = platformCtx(ports, { type: "system", process: "test" });
  return rehomeTenant(ctx, tenant, { to, ...options });
}

/** Stops the move when it comes to `step` the `nth` time, as a killed process would. */
export function stopAt(step: MoveStep) {
  return async (reached: MoveStep) => {
    if (reached === step) throw new Interrupted(step);
  };
}

export async function rowsOf(ports: Ports, table: string, tenantId: string): Promise<number> {
  const pool = ports.database.pool({ role: "system" });
  return (await pool.query(`select count(*)::int as n from ${table} where tenant_id = $1`, [tenantId]))
    .rows[0].n;
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
