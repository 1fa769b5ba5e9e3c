import type { PlatformCtx, Ports, TenantInfo } from "#server/kernel/ctx.ts";
import { AppError } from "#server/kernel/errors.ts";
import { Secret } from "#server/kernel/secret.ts";
import { DATABASE_URL_PURPOSE, HOMES_SIGNAL } from "#server/platform/database/homes.ts";
import type { TableSum } from "#server/platform/database/move/compare-rows.ts";
import { homeLabel, isSameHome } from "#server/platform/database/move/home-row.ts";
import {
  cleanUp,
  Interrupted,
  type MoveStep,
  moveRows,
  type RowMove,
  undoMove,
} from "#server/platform/database/move/move-rows.ts";
import type { Home } from "#server/platform/database/planes.ts";
import { recordEvent } from "../audit/index.ts";
import { homeOf, readLife } from "../tenancy/index.ts";
import { alone } from "./alone.ts";
import { probeDatabase } from "./probe-database.ts";
import {
  endMove,
  findOpenMove,
  insertMove,
  type OpenMove,
  setMoveStep,
  upsertTenantDatabase,
} from "./rehome-store.ts";

export interface MoveOptions {
  to: Home;
  /** The owner's address of the database, where it is not known yet. */
  url?: string;
  /** Told before each step. @throws Interrupted to stop there */
  onStep?(step: MoveStep, rows?: number): Promise<void>;
}

export interface MoveReport {
  from: Home;
  to: Home;
  /** What was compared before the switch; empty when an earlier run had switched already. */
  tables: TableSum[];
}

/**
 * Moves a live tenant to another home. Stopped at any point, the same call goes on; a failure before the switch undoes
 * everything; after it only the clean-up is left to repeat.
 * @throws AppError `conflict` when another move of the tenant is open or running, `unprocessable` without PostgreSQL or
 * when the database does not answer, `gone` when the tenant is being erased
 */
export async function rehomeTenant(
  ctx: PlatformCtx,
  tenant: TenantInfo,
  options: MoveOptions,
): Promise<MoveReport> {
  const { ports, db } = ctx;
  requirePossible(ports, options.to);
  return alone(ports, tenant.id, async () => {
    await requireKept(ctx, tenant);
    const open = (await findOpenMove(db, tenant.id)) ?? (await startMove(ctx, tenant, options));
    if (!isSameHome(open.to, options.to)) {
      throw new AppError(
        "conflict",
        `A move to ${homeLabel(open.to)} has not ended: run that one again first.`,
      );
    }
    if (options.url) await saveAddress(ctx, open.to, options.url);
    const move: RowMove = {
      id: open.id,
      homes: ports.homes,
      tenantId: tenant.id,
      from: open.from,
      to: open.to,
      secret: ports.authSecret,
      now: () => ctx.now(),
      async onStep(step, rows) {
        await options.onStep?.(step, rows);
        await setMoveStep(db, open.id, step);
      },
    };
    const tables = await switchOver(ctx, open, move);
    await ports.homes.refresh();
    ports.signal.publish(HOMES_SIGNAL, tenant.id);
    await cleanUp(move);
    await endMove(db, open.id, { endedAt: ctx.now(), report: tables.map((table) => ({ ...table })) });
    const { from, to } = open;
    await recordEvent(ctx, "tenant.move", {
      tenantId: tenant.id,
      entityId: tenant.id,
      before: from,
      after: to,
    });
    return { from, to, tables };
  });
}

async function switchOver(ctx: PlatformCtx, open: OpenMove, move: RowMove): Promise<TableSum[]> {
  if (isSameHome(await homeOf(ctx.ports, move.tenantId), open.to)) return [];
  try {
    return await moveRows(move);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (isSameHome(await homeOf(ctx.ports, move.tenantId), open.to)) return []; // only the answer was lost
    await undoMove(move);
    const failure = error instanceof Error ? error.message : String(error);
    await endMove(ctx.db, open.id, { endedAt: ctx.now(), failure });
    throw error;
  }
}

async function startMove(ctx: PlatformCtx, tenant: TenantInfo, { to, url }: MoveOptions): Promise<OpenMove> {
  const from = await homeOf(ctx.ports, tenant.id);
  if (isSameHome(from, to)) {
    throw new AppError("conflict", `${tenant.slug} lives there already (${homeLabel(to)}).`);
  }
  if (to.tier === "database") await probeDatabase(ctx, to.name, url);
  const move = { id: ctx.newId(), from, to };
  await insertMove(ctx.db, { ...move, tenantId: tenant.id, startedAt: ctx.now() });
  return move;
}

/** Once the move is open, so that an erasure at the same time does not forget it as one that nobody uses. */
async function saveAddress(ctx: PlatformCtx, to: Home, url: string): Promise<void> {
  if (to.tier !== "database") return;
  const sealed = await ctx.ports.vault.seal("platform", DATABASE_URL_PURPOSE, new Secret(url));
  await upsertTenantDatabase(ctx.db, to.name, sealed, ctx.now());
}

async function requireKept({ db }: PlatformCtx, tenant: TenantInfo): Promise<void> {
  const life = await readLife(db, tenant.id);
  if (!life || life.status === "erasing") throw new AppError("gone", `${tenant.slug} is being erased.`);
}

function requirePossible({ database }: Ports, to: Home): void {
  if (to.tier === "database" && database.kind === "pglite") {
    throw new AppError(
      "unprocessable",
      "A database of a tenant's own needs PostgreSQL: set DATABASE_URL. The embedded database can hold `shared` and `schema`.",
    );
  }
}
