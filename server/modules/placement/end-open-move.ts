import type { PlatformCtx } from "#server/kernel/ctx.ts";
import { isSameHome } from "#server/platform/database/move/home-row.ts";
import { cleanUp, type RowMove, undoMove } from "#server/platform/database/move/move-rows.ts";
import { homeOf } from "../tenancy/index.ts";
import { alone } from "./alone.ts";
import { endMove, findOpenMove } from "./rehome-store.ts";

/**
 * Ends a move that was killed and that nobody will go on with: the tenant stays where it is now, with writes let through
 * and no copy elsewhere. May be repeated.
 * @throws AppError `conflict` while a process is moving the tenant
 */
export async function endOpenMove(ctx: PlatformCtx, tenantId: string): Promise<void> {
  const { ports, db } = ctx;
  if (!(await findOpenMove(db, tenantId))) return;
  await alone(ports, tenantId, async () => {
    const open = await findOpenMove(db, tenantId);
    if (!open) return;
    const { homes, authSecret: secret } = ports;
    const move: RowMove = { ...open, homes, tenantId, secret, now: () => ctx.now(), onStep: async () => {} };
    await homes.refresh();
    if (isSameHome(await homeOf(ports, tenantId), open.to)) await cleanUp(move);
    else await undoMove(move);
    await endMove(db, open.id, { endedAt: ctx.now(), failure: "It was given up." });
  });
}
