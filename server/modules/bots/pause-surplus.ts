import type { Ctx } from "#server/kernel/ctx.ts";
import { limitReached, lockMeter, readEntitlements, refusalIn } from "../entitlements/index.ts";
import { insertNotes } from "./history-store.ts";
import { listRunningBots, moveBot } from "./store.ts";
import { type Beyond, surplusOf } from "./surplus.ts";

/**
 * Pauses the bots that are more than the plan allows at work, with the reason. A paused bot opens nothing; what it holds
 * stays protected and is closed by its strategy, so no position is abandoned. Nothing starts again by itself. Twice, or
 * twice at once, is once: a bot is moved only while it runs, under the lock that starting one takes.
 * @returns how many were paused
 */
export function pauseSurplus(ctx: Ctx): Promise<number> {
  return ctx.transaction(async (tx) => {
    const { db, tenant, now, newId } = tx.ctx;
    await lockMeter(db, tenant.id, "bots");
    const allowed = await readAllowed(tx.ctx);
    const surplus = surplusOf(await listRunningBots(db), allowed.room);
    const paused: { id: string; name: string }[] = [];
    for (const { bot, beyond } of surplus) {
      const pauseReason = allowed.why(beyond);
      if (!(await moveBot(db, bot.id, ["running"], { status: "paused", pauseReason }))) continue;
      const note = { id: newId(), time: (bot.cursor ?? now()).getTime(), detail: pauseReason };
      await insertNotes(db, bot.id, now(), [{ ...note, code: "PLAN_LIMIT" }]);
      await tx.recordAudit("bot.pauseSurplus", {
        entityId: bot.id,
        before: { status: "running" },
        after: { status: "paused", pauseReason },
      });
      paused.push({ id: bot.id, name: bot.name });
    }
    const [first] = surplus;
    if (first && paused.length > 0) {
      const reason = allowed.why(first.beyond);
      await tx.emit([{ type: "bots.pausedByPlan", bots: paused, reason }]);
    }
    return paused.length;
  }, "data");
}

async function readAllowed(ctx: Ctx) {
  const entitlements = await readEntitlements(ctx);
  const { limits } = entitlements;
  const refusal = refusalIn(entitlements, "paper_trading");
  const limitOf = (meter: Beyond) => limits.find((limit) => limit.meter === meter && limit.window === "none");
  const sizeOf = (meter: Beyond) => limitOf(meter)?.value ?? null;
  return {
    room: refusal ? { bots: 0, pairs: 0 } : { bots: sizeOf("bots"), pairs: sizeOf("pairs") },
    why(beyond: Beyond): string {
      const limit = limitOf(beyond);
      if (refusal || !limit) return refusal?.message ?? "";
      const size = { ...limit, value: limit.value ?? 0 };
      return limitReached(entitlements, size, null, ctx.now()).message;
    },
  };
}
