import { actorLabel } from "#server/kernel/actor.ts";
import type { Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { eraseHome } from "#server/platform/database/move/erase-home.ts";
import { tokenHash } from "#server/platform/token.ts";
import { platformCtx, tenantCtx } from "../audit/index.ts";
import { eraseCustomer } from "../billing/index.ts";
import { stopAllBots } from "../bots/index.ts";
import { endOpenMove } from "../placement/index.ts";
import { DRAIN_MS, type LifeState, moveTenant, readLife, resolveTenant, slugHash } from "../tenancy/index.ts";
import { eraseRows, hasRows } from "./erase-rows.ts";
import { eraseMembers, replaceByTombstone } from "./store.ts";
import { type Home, listTenantTables, type TenantTable } from "./tenant-tables.ts";

const ERASER = { type: "system", process: "eraser" } as const;
const SLUG_REST_MS = 90 * 86_400_000;

export type ErasureStep = "shut" | "stopping_bots" | "not_due" | "erased" | "gone";

/**
 * One go at erasing a tenant (GDPR article 17); periodic work calls it until it is done. Every step may be repeated, and a
 * process that dies between two leaves what the next one finds: first the doors are shut, then positions are sold, then
 * what others hold for us is let go, then the rows, and at the very end the tenant itself with its tombstone.
 */
export async function eraseTenant(ports: Ports, tenantId: string): Promise<ErasureStep> {
  const tenant = await resolveTenant(ports, { id: tenantId });
  const life = tenant && (await readLife(ports.systemDb.client, tenantId));
  if (!tenant || !life) return "gone";
  const isDue = life.eraseAfter !== null && ports.clock.now() >= life.eraseAfter;
  if (!isDue || (life.status !== "closed" && life.status !== "erasing")) return "not_due";
  if (life.status === "closed") {
    await shut(ports, tenantId);
    return "shut";
  }
  await endOpenMove(platformCtx(ports, ERASER), tenantId);
  const ctx = tenantCtx(ports, tenant, ERASER);
  if ((await stopAllBots(ctx)) > 0) return "stopping_bots";
  await eraseCustomer(ctx);
  await ports.vault.shred({ tenantId });
  await eraseHome(ports.homes, tenantId, ports.clock.now());
  const home = systemHome(ports);
  const tables = (await listTenantTables(home)).filter(({ name }) => name !== "membership");
  const erased = await eraseRows(home, tables, tenantId);
  const people = await eraseAllMembers(ports, tenantId);
  await ports.queue.forgetTenant(tenantId);
  return finish(ports, { tenant, life, home, tables, erased: { ...erased, ...people } });
}

/** Rows of tenants that share the platform's tables. */
export function systemHome({ database }: Ports): Home {
  const pool = database.pool({ role: "system" });
  return { schema: "public", query: (text, values) => pool.query(text, values) };
}

async function shut(ports: Ports, tenantId: string): Promise<void> {
  await platformCtx(ports, ERASER).transaction(async (tx) => {
    const notBefore = new Date(tx.ctx.now().getTime() + DRAIN_MS);
    const change = { kind: "erase", notBefore, requestedBy: null } as const;
    const { isChanged, audit } = await moveTenant(tx.ctx, tenantId, change);
    if (isChanged) await tx.recordAudit("tenant.beginErasure", audit);
  });
}

async function eraseAllMembers({ systemDb }: Ports, tenantId: string) {
  const total = { membership: 0, app_user: 0 };
  for (;;) {
    const { members, persons } = await systemDb.transaction((db) => eraseMembers(db, tenantId));
    if (members === 0) return total;
    total.membership += members;
    total.app_user += persons;
  }
}

interface Ending {
  tenant: TenantInfo;
  life: LifeState;
  home: Home;
  tables: readonly TenantTable[];
  erased: Record<string, number>;
}

async function finish(ports: Ports, { tenant, life, home, tables, erased }: Ending): Promise<ErasureStep> {
  const { id, slug } = tenant;
  // Something wrote once more: another go takes that too.
  if (await hasRows(home, tables, id)) return "shut";
  const isMine = await platformCtx(ports, ERASER).transaction(async (tx) => {
    const erasedAt = tx.ctx.now();
    const erasedBy = life.eraseRequestedBy ?? actorLabel(ERASER);
    const isFirst = await replaceByTombstone(tx.ctx.db, id, {
      idHash: tokenHash(id),
      slugHash: slugHash(slug),
      slugFreeAfter: new Date(erasedAt.getTime() + SLUG_REST_MS),
      erasedAt,
      erasedBy,
    });
    if (isFirst) await tx.recordAudit("tenant.erase", { entityId: id, after: { erasedBy, rows: erased } });
    return isFirst;
  });
  if (isMine) ports.live.publish(id, { topic: "tenant", id });
  return "erased";
}
