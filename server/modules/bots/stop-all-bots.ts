import type { Subscriber } from "#server/kernel/background.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { tenantCtx } from "../audit/index.ts";
import { readLife, resolveTenant } from "../tenancy/index.ts";
import { countBotsAtWork, listBots, moveBot } from "./store.ts";

/** Asks every bot to stop as a person would: orders cancelled, positions sold, then over. @returns how many are still at it */
export async function stopAllBots(ctx: Ctx): Promise<number> {
  await ctx.transaction(async (tx) => {
    const { db, now } = tx.ctx;
    for (const { id, status: before } of await listBots(db)) {
      const isIdle = before === "ready";
      const change = isIdle
        ? ({ status: "stopped", stoppedAt: now() } as const)
        : ({ status: "stopping", halt: null } as const);
      const from = isIdle ? (["ready"] as const) : (["running", "paused", "halted"] as const);
      if (!(await moveBot(db, id, from, change))) continue;
      await tx.recordAudit("bot.stop", {
        entityId: id,
        before: { status: before },
        after: { status: change.status },
      });
      await tx.emit([{ type: isIdle ? "bot.stopped" : "bot.stopping", botId: id }]);
    }
  }, "data");
  return countBotsAtWork(ctx.db);
}

/** A closed workspace trades no more. Positions are sold, not abandoned: the runner works stopping bots to their end. */
export const stopBotsOfClosed: Subscriber = {
  name: "stop-bots-of-closed",
  events: ["tenant.closed"],
  async run(ports, event) {
    const tenant = await resolveTenant(ports, { id: event.tenantId });
    if (!tenant) return;
    const ctx = tenantCtx(ports, tenant, { type: "system", process: "tenant-lifecycle" });
    const life = await readLife(ctx.db, tenant.id);
    if (life?.status === "closed") await stopAllBots(ctx);
  },
};
