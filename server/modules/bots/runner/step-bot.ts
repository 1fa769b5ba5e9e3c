import { at, type Candles, restoreRun, strategyNamed } from "#server/engine/index.ts";
import { findDemoMarket, TIMEFRAME_MS, type TradingVenue } from "#server/exchanges/index.ts";
import type { Ctx } from "#server/kernel/ctx.ts";
import { NOTE_MESSAGES } from "../note-messages.ts";
import { listOpenOrders } from "../order-store.ts";
import { type ActiveBot, findRun, moveBot } from "../store.ts";
import { BotSession, StaleSession } from "./bot-session.ts";
import { OrderDesk, type OrderNews } from "./order-desk.ts";

const ACTIVE = ["running", "paused", "stopping"] as const;

/** A bot at work in this process. */
export interface BotAtWork {
  readonly session: BotSession;
  readonly desk: OrderDesk;
  isReconciled: boolean;
}

/** Loads a bot as it was saved; its account is compared at the first step. */
export async function loadBot(ctx: Ctx, bot: ActiveBot, venue: TradingVenue): Promise<BotAtWork> {
  const saved = await findRun(ctx.db, bot.id);
  if (!saved) throw new StaleSession();
  const run = restoreRun(strategyNamed(saved.strategy), saved.run);
  const current = { ...bot, version: saved.version, cursor: saved.cursor };
  const session = new BotSession(ctx, current, run, await listOpenOrders(ctx.db, bot.id));
  return { session, desk: new OrderDesk(session, venue), isReconciled: false };
}

/** Everything since the last step, in the order in which it happened: fills before the close of the candle they fell in. */
export async function stepBot(work: BotAtWork, status: ActiveBot["status"], candles: Candles): Promise<void> {
  const { session, desk } = work;
  session.setStatus(status);
  const news = await desk.lookUpOrders();
  if (!work.isReconciled && !(await reconcile(work, news))) return;
  await applyStatus(work);
  const duration = TIMEFRAME_MS[session.bot.timeframe];
  for (let i = 0; i < candles.length; i++) {
    if (at(candles.time, i) <= session.lastCandleTime) continue;
    await absorbUntil(desk, news, at(candles.time, i) + duration);
    await desk.obey(await session.foldCandle(candles, i));
    if (i === candles.length - 1) session.publish();
  }
  await absorbUntil(desk, news, Number.POSITIVE_INFINITY);
  if (session.bot.status === "stopping" && session.isFlat) await finishBot(session);
}

async function absorbUntil(desk: OrderDesk, news: OrderNews[], time: number): Promise<void> {
  for (let next = news[0]; next && (next.time < time || time === Number.POSITIVE_INFINITY); next = news[0]) {
    news.shift();
    await desk.absorb(next);
  }
}

async function applyStatus({ session, desk }: BotAtWork): Promise<void> {
  const { run, bot, ctx } = session;
  const now = ctx.now().getTime();
  const mode = bot.status === "running" ? "active" : "reducing";
  if (run.mode !== mode) await session.fold({ kind: "mode", mode }, now);
  const isHolding = run.quantity > 0 || run.entry.isWorking;
  if (bot.status === "stopping" && isHolding && !run.isExitWanted) {
    await desk.obey(await session.fold({ kind: "close_position", tag: "closed_by_hand" }, now));
  }
}

/** @returns false when the bot must not go on: it halted, or its account could not be read yet. */
async function reconcile(work: BotAtWork, news: readonly OrderNews[]): Promise<boolean> {
  const { session, desk } = work;
  const base = findDemoMarket(session.bot.market)?.base ?? "";
  const isThere = await desk.findsPosition(news, base);
  if (isThere === null) return false;
  if (!isThere && session.bot.status === "stopping") {
    // What it thinks it holds is not there to sell: a person who stops it has taken that over.
    if (await desk.cancelAll()) await finishBot(session);
    return false;
  }
  if (!isThere) {
    await haltBot(session);
    return false;
  }
  if (await desk.hasExternalOrder()) {
    session.note("EXTERNAL_ORDER", null);
    await session.save();
  }
  work.isReconciled = true;
  return true;
}

async function haltBot(session: BotSession): Promise<void> {
  const { ctx, bot } = session;
  session.note("POSITION_MISMATCH", null);
  await session.save();
  await ctx.transaction(async (tx) => {
    const halt = NOTE_MESSAGES.POSITION_MISMATCH;
    if (!(await moveBot(tx.ctx.db, bot.id, ACTIVE, { status: "halted", halt }))) return;
    await tx.recordAudit("bot.halt", {
      entityId: bot.id,
      before: { status: bot.status },
      after: { status: "halted" },
    });
    await tx.emit([{ type: "bot.halted", botId: bot.id, reason: "POSITION_MISMATCH" }]);
  }, "data");
}

async function finishBot({ ctx, bot }: BotSession): Promise<void> {
  await ctx.transaction(async (tx) => {
    const change = { status: "stopped" as const, stoppedAt: ctx.now() };
    if (!(await moveBot(tx.ctx.db, bot.id, ["stopping"], change))) return;
    await tx.recordAudit("bot.finish", {
      entityId: bot.id,
      before: { status: "stopping" },
      after: { status: "stopped" },
    });
    await tx.emit([{ type: "bot.stopped", botId: bot.id }]);
  }, "data");
}
